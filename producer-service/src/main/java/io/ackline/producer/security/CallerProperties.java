package io.ackline.producer.security;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of a declared caller.
 *
 * @param tokenSha256 SHA-256 of the caller's token in hexadecimal digits; of two tokens
 * while one replaces the other.
 * @param topics Topics that the caller may write to, such as payments or click*.
 * @param admin Whether the caller may change topics and the cluster.
 * @param rate Events that the caller may send to this instance in a time, such as 500/s;
 * no limit if not set.
 * @param burst Events that the caller may send at once after a pause; as many as the rate
 * has if not set.
 */
record CallerProperties(@DefaultValue List<String> tokenSha256, @DefaultValue List<String> topics,
		@DefaultValue("false") boolean admin, @Nullable String rate, @Nullable Long burst) {

}
