package io.ackline.cluster.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Ctrl-C, more than once: a shutdown hook hears only the first one. Java has the means in
 * every version, but not in its supported interface, hence the reflection; where it is
 * gone, Ctrl-C ends the command at once.
 */
final class Interrupts {

	private Interrupts() {
	}

	static void handle(Runnable handler) {
		try {
			Class<?> signalType = Class.forName("sun.misc.Signal");
			Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
			InvocationHandler invocation = (proxy, method, arguments) -> {
				if (method.getName().equals("handle")) {
					handler.run();
				}
				return null;
			};
			Object proxy = Proxy.newProxyInstance(Interrupts.class.getClassLoader(), new Class<?>[] { handlerType },
					invocation);
			signalType.getMethod("handle", signalType, handlerType)
				.invoke(null, signalType.getConstructor(String.class).newInstance("INT"), proxy);
		}
		catch (ReflectiveOperationException | IllegalArgumentException ex) {
			// Then the JVM's own handler stays: it ends this process, and the supervisor,
			// which is tied to it, stops everything.
		}
	}

}
