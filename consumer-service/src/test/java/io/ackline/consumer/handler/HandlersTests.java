package io.ackline.consumer.handler;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import io.ackline.events.Event;
import io.ackline.events.EventData;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HandlersTests {

	private final List<String> calls = new ArrayList<>();

	private final Handlers handlers = new Handlers(
			List.of(new OrderHandler("order.placed"), new OrderHandler("order.*")),
			List.of(new AnyHandler("parcel.*"), new AnyHandler("*")), new Payloads());

	@Test
	void chooseTheMostSpecificPattern() {
		run(event("order.placed", "{\"n\":1}"), event("order.taken", "{\"n\":2}"), event("orders", "[]"));
		assertThat(this.calls).containsExactly("order.placed:1", "order.*:2", "*:[orders]");
	}

	@Test
	void handConsecutiveEventsToABatchHandlerTogether() {
		run(event("parcel.a", "1"), event("parcel.b", "2"), event("order.taken", "{\"n\":3}"), event("parcel.c", "4"));
		assertThat(this.calls).containsExactly("parcel.*:[parcel.a, parcel.b]", "order.*:3", "parcel.*:[parcel.c]");
	}

	@Test
	void handEachEventAloneWhenAsked() {
		List<HandlerCall> bound = List.of(this.handlers.bind(event("parcel.a", "1")),
				this.handlers.bind(event("parcel.b", "2")));
		assertThat(this.handlers.run(bound, true, () -> false)).isEqualTo(2);
		assertThat(this.calls).containsExactly("parcel.*:[parcel.a]", "parcel.*:[parcel.b]");
	}

	@Test
	void stopWhenItIsEnoughButNotBeforeTheFirst() {
		List<HandlerCall> bound = List.of(this.handlers.bind(event("order.taken", "{\"n\":1}")),
				this.handlers.bind(event("order.taken", "{\"n\":2}")));
		assertThat(this.handlers.run(bound, false, () -> true)).isOne();
		assertThat(this.calls).containsExactly("order.*:1");
	}

	@Test
	void readDataStrictly() {
		for (String data : List.of("{\"n\":1.5}", "{\"n\":\"1\"}", "{\"n\":null}", "{}", "{\"n\":1} x",
				"{\"n\":1,\"n\":2}", "{", "null", "{\"n\":99999999999}", "{\"n\":1,\"name\":5}")) {
			assertThatThrownBy(() -> this.handlers.bind(event("order.placed", data))).as(data)
				.isInstanceOf(UnprocessableEvent.class)
				.hasMessageContaining("order.placed");
		}
		this.handlers.bind(event("order.placed", "{\"n\":1,\"unknown\":true}"));
	}

	@Test
	void refuseAnEventWithoutTheDataThatItsHandlerNeeds() {
		Event tombstone = Event.builder("id", "/test", "order.placed", OffsetDateTime.now(ZoneOffset.UTC)).build();
		assertThatThrownBy(() -> this.handlers.bind(tombstone)).isInstanceOf(UnprocessableEvent.class)
			.hasMessageContaining("no data");
	}

	@Test
	void refuseToStartWithTwoHandlersForOnePattern() {
		assertThatIllegalStateException()
			.isThrownBy(() -> new Handlers(List.of(new OrderHandler("order.*")),
					List.of(new AnyHandler("order.*"), new AnyHandler("*")), new Payloads()))
			.withMessageContaining("order.*")
			.withMessageContaining(OrderHandler.class.getName())
			.withMessageContaining(AnyHandler.class.getName());
	}

	@Test
	void refuseToStartWithAPatternThatMeansNothing() {
		assertThatIllegalStateException().isThrownBy(
				() -> new Handlers(List.of(new OrderHandler("*.placed")), List.of(new AnyHandler("*")), new Payloads()))
			.withMessageContaining("*.placed");
	}

	@Test
	void refuseToStartWithAHandlerWhoseDataIsNotToBeKnown() {
		assertThatIllegalStateException()
			.isThrownBy(() -> new Handlers(List.of(raw()), List.of(new AnyHandler("*")), new Payloads()))
			.withMessageContaining("EventHandler");
	}

	private static <T> EventHandler<T> raw() {
		return new EventHandler<>() {

			@Override
			public String type() {
				return "raw";
			}

			@Override
			public void handle(Event event, T data) {
			}

		};
	}

	private void run(Event... events) {
		List<HandlerCall> bound = new ArrayList<>();
		for (Event event : events) {
			bound.add(this.handlers.bind(event));
		}
		assertThat(this.handlers.run(bound, false, () -> false)).isEqualTo(events.length);
	}

	private static Event event(String type, String data) {
		return Event.builder("id", "/test", type, OffsetDateTime.now(ZoneOffset.UTC))
			.data(EventData.ofUtf8(data))
			.build();
	}

	record Order(int n, String name) {
	}

	private final class OrderHandler implements EventHandler<Order> {

		private final String type;

		OrderHandler(String type) {
			this.type = type;
		}

		@Override
		public String type() {
			return this.type;
		}

		@Override
		public void handle(Event event, Order data) {
			HandlersTests.this.calls.add(this.type + ":" + data.n());
		}

	}

	private final class AnyHandler implements BatchEventHandler<Void> {

		private final String type;

		AnyHandler(String type) {
			this.type = type;
		}

		@Override
		public String type() {
			return this.type;
		}

		@Override
		public void handle(List<Item<Void>> events) {
			HandlersTests.this.calls.add(this.type + ":" + events.stream().map((item) -> item.event().type()).toList());
		}

	}

}
