package io.ackline.workbench.load;

import java.util.List;
import java.util.stream.Collectors;

import io.ackline.events.Event;
import io.ackline.events.payment.PaymentCaptured;
import io.ackline.events.payment.PaymentRefunded;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PaymentsTests {

	@Test
	void makesTheSameEventsFromTheSameSeed() {
		List<Event> events = new Payments("r", 7, 10).events(500).toList();
		assertThat(new Payments("r", 7, 10).events(500))
			.usingRecursiveFieldByFieldElementComparatorIgnoringFields("time")
			.containsExactlyElementsOf(events);
		assertThat(new Payments("r", 8, 10).events(500).map(Event::digest))
			.isNotEqualTo(events.stream().map(Event::digest).toList());
	}

	@Test
	void givesEachEventAnIdOfItsOwn() {
		assertThat(new Payments("r", 7, 10).events(500).map(Event::id)).doesNotHaveDuplicates()
			.startsWith("r-0", "r-1", "r-2");
	}

	@Test
	void makesValidPaymentsOverAllAccounts() {
		Payments payments = new Payments("r", 7, 10);
		List<PaymentCaptured> made = payments.events(500)
			.map((event) -> JsonMapper.shared().readValue(event.data().bytes(), PaymentCaptured.class))
			.toList();
		assertThat(made.stream().map(PaymentCaptured::account).collect(Collectors.toSet()))
			.containsExactlyInAnyOrderElementsOf(payments.accounts());
		assertThat(made.stream().map(PaymentCaptured::currency).collect(Collectors.toSet()))
			.containsExactlyInAnyOrder("EUR", "USD");
		assertThat(payments.events(500).map(Event::type).collect(Collectors.toSet()))
			.containsExactlyInAnyOrder(PaymentCaptured.TYPE, PaymentRefunded.TYPE);
		assertThat(payments.events(500).map(Event::key))
			.isEqualTo(made.stream().map(PaymentCaptured::account).toList());
	}

	@Test
	void refusesToBeOverNoAccount() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Payments("r", 7, 0)).withMessageContaining("not 0");
	}

	@Test
	void drawsEventsThatNoHandlerCanAcceptAndLeavesTheOthersAsTheyWere() {
		Payments doomed = new Payments("r", 7, 3, 0.25);
		Payments sound = new Payments("r", 7, 3);
		List<Event> events = doomed.events(400).toList();
		assertThat(events.stream().filter(Payments::isDoomed).count()).isBetween(60L, 140L);
		for (int number = 0; number < events.size(); number++) {
			Event event = events.get(number);
			assertThat(event.data().toString().replace("\\u0000", "")).isEqualTo(sound.event(number).data().toString());
			assertThat(Payments.isDoomed(sound.event(number))).isFalse();
		}
	}

}
