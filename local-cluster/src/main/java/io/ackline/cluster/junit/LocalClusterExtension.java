package io.ackline.cluster.junit;

import io.ackline.cluster.LocalCluster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts one cluster for all tests of this JVM when the first one asks for it, and stops
 * it after the last.
 */
public final class LocalClusterExtension implements BeforeAllCallback, ParameterResolver {

	private static @Nullable LocalCluster cluster;

	/**
	 * Returns the cluster, for where nothing can be injected, such as a
	 * {@code @DynamicPropertySource}.
	 */
	public static synchronized LocalCluster cluster() {
		LocalCluster running = cluster;
		if (running == null) {
			running = LocalCluster.builder().start();
			cluster = running;
		}
		return running;
	}

	private static synchronized void close() {
		LocalCluster running = cluster;
		cluster = null;
		if (running != null) {
			running.close();
		}
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		context.getRoot()
			.getStore(Namespace.create(LocalClusterExtension.class))
			.computeIfAbsent(LocalCluster.class, (key) -> (AutoCloseable) LocalClusterExtension::close);
		cluster();
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == LocalCluster.class;
	}

	@Override
	public LocalCluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return cluster();
	}

}
