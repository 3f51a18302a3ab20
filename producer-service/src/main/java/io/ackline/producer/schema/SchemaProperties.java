package io.ackline.producer.schema;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the schemas.
 *
 * @param schemas Folder with a JSON Schema for each type, as in 'order.placed.json'. They
 * are added to the built-in ones, and replace those of the same name.
 */
@ConfigurationProperties("ackline.producer")
record SchemaProperties(@Nullable Path schemas) {

}
