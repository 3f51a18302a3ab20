package io.ackline.consumer.listener;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What tells this instance from others.
 *
 * @param instanceId Name of this instance that no other has and that it keeps when it is
 * started again: its members are static then, and keep their partitions when it comes
 * back within the session's timeout. Killed for good, it holds them no longer than
 * without a name, as a killed member cannot leave either way; asked to stop, it leaves at
 * once.
 */
@ConfigurationProperties("ackline.consumer")
public record InstanceProperties(@Nullable String instanceId) {

	/**
	 * Kafka's own limit, less the number of a listener.
	 */
	private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,240}");

	public InstanceProperties {
		if (instanceId != null && instanceId.isBlank()) {
			instanceId = null;
		}
		if (instanceId != null && !ID.matcher(instanceId).matches()) {
			throw new IllegalArgumentException(
					"ackline.consumer.instance-id must be 1 to 240 letters, digits, dots, hyphens or underscores: "
							+ instanceId);
		}
	}

}
