package io.ackline.consumer.handler;

import java.util.List;

import io.ackline.events.Event;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.ResolvableType;

/**
 * A handler bean of either form, with its pattern and the type of its data.
 */
final class Handler {

	private final Object bean;

	private final String pattern;

	private final Payloads payloads;

	private final @Nullable JavaType dataType;

	private final boolean batch;

	private Handler(Object bean, String pattern, Class<?> form, Payloads payloads) {
		this.bean = bean;
		this.pattern = pattern;
		this.payloads = payloads;
		this.batch = form == BatchEventHandler.class;
		ResolvableType type = ResolvableType.forClass(AopUtils.getTargetClass(bean)).as(form).getGeneric(0);
		if (type.resolve() == null) {
			throw new IllegalStateException(
					"The handler %s does not say what it reads data into: make it a class that implements %s<…> with a type, not a lambda."
						.formatted(bean.getClass().getName(), form.getSimpleName()));
		}
		this.dataType = (type.resolve() != Void.class) ? payloads.type(type.getType()) : null;
		requirePattern();
	}

	static Handler of(EventHandler<?> bean, Payloads payloads) {
		return new Handler(bean, bean.type(), EventHandler.class, payloads);
	}

	static Handler of(BatchEventHandler<?> bean, Payloads payloads) {
		return new Handler(bean, bean.type(), BatchEventHandler.class, payloads);
	}

	private void requirePattern() {
		int star = this.pattern.indexOf('*');
		if (this.pattern.isBlank() || (star >= 0 && star != this.pattern.length() - 1)) {
			throw new IllegalStateException(
					"The handler %s takes the type '%s': name a type, or a pattern with one * at its end."
						.formatted(this.bean.getClass().getName(), this.pattern));
		}
	}

	String pattern() {
		return this.pattern;
	}

	boolean isBatch() {
		return this.batch;
	}

	HandlerCall bind(Event event, EventTrace trace) {
		return new HandlerCall(event, this, (this.dataType != null) ? this.payloads.read(event, this.dataType) : null,
				trace);
	}

	/**
	 * Makes calls of this handler. The log lines of a call of one event are marked with
	 * it.
	 */
	void run(List<HandlerCall> calls) {
		if (!this.batch) {
			calls.forEach((call) -> call.trace().run(() -> handle(call)));
		}
		else if (calls.size() == 1) {
			calls.get(0).trace().run(() -> handleBatch(calls));
		}
		else {
			handleBatch(calls);
		}
	}

	@SuppressWarnings("unchecked")
	private void handle(HandlerCall call) {
		((EventHandler<@Nullable Object>) this.bean).handle(call.event(), call.data());
	}

	@SuppressWarnings("unchecked")
	private void handleBatch(List<HandlerCall> calls) {
		((BatchEventHandler<@Nullable Object>) this.bean).handle(calls.stream().map(Handler::item).toList());
	}

	private static BatchEventHandler.Item<@Nullable Object> item(HandlerCall call) {
		return new BatchEventHandler.Item<>(call.event(), call.data());
	}

	@Override
	public String toString() {
		return this.bean.getClass().getName();
	}

}
