package io.ackline.events.payment;

import java.time.OffsetDateTime;

import io.ackline.events.Event;
import io.ackline.events.EventData;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AccountChainTests {

	private final Event first = event("1", "{}");

	private final Event second = event("2", "{}");

	@Test
	void isWhatItHasAlwaysBeen() {
		assertThat(AccountChain.EMPTY.with(this.first).with(this.second))
			.hasToString("46b8113021bb77daba1875ec0af3ecaefa28529444f4bfa31ce796513a87db6c");
	}

	@Test
	void goesOnFromAKeptLink() {
		AccountChain chain = AccountChain.EMPTY.with(this.first);
		assertThat(AccountChain.of(chain.link()).with(this.second)).isEqualTo(chain.with(this.second));
	}

	@Test
	void showsAnEventThatIsReorderedDoubledLostOrAltered() {
		AccountChain chain = AccountChain.EMPTY.with(this.first).with(this.second);
		assertThat(AccountChain.EMPTY.with(this.second).with(this.first)).isNotEqualTo(chain);
		assertThat(chain.with(this.second)).isNotEqualTo(chain);
		assertThat(AccountChain.EMPTY.with(this.first)).isNotEqualTo(chain);
		assertThat(AccountChain.EMPTY.with(this.first).with(event("2", "[]"))).isNotEqualTo(chain);
	}

	private static Event event(String id, String data) {
		return Event.builder(id, "/s", PaymentCaptured.TYPE, OffsetDateTime.parse("2026-09-21T14:13:20Z"))
			.key("a-1")
			.data(EventData.ofUtf8(data))
			.build();
	}

}
