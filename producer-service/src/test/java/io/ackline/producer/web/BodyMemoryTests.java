package io.ackline.producer.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

import jakarta.servlet.FilterChain;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

class BodyMemoryTests {

	private final BodyMemory memory = new BodyMemory(
			new RequestProperties(Duration.ofSeconds(5), DataSize.ofBytes(100)));

	@Test
	void givesBackWhatABodyTookOnceItsRequestIsAnswered() throws Exception {
		run((request) -> {
			assertThat(body(request, 60, 60).readAllBytes()).hasSize(60);
			assertThat(this.memory.taken()).isEqualTo(60);
		});
		assertThat(this.memory.taken()).isZero();
	}

	@Test
	void givesBackWhatABodyTookThatCouldNotBeReadToItsEnd() {
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> run((request) -> {
			assertThat(body(request, 60, -1).readNBytes(30)).hasSize(30);
			throw new IllegalStateException("broken off");
		}));
		assertThat(this.memory.taken()).isZero();
	}

	@Test
	void keepsWhatABodyTookUntilALaterAnswer() throws Exception {
		MockHttpServletRequest asked = run((request) -> {
			body(request, 60, 60).readAllBytes();
			request.startAsync();
		});
		assertThat(this.memory.taken()).isEqualTo(60);
		MockAsyncContext answer = (MockAsyncContext) asked.getAsyncContext();
		answer.complete();
		assertThat(this.memory.taken()).isZero();
	}

	@Test
	void refusesABodyThatFindsNoMoreRoom() throws Exception {
		run((first) -> {
			body(first, 60, 60).readAllBytes();
			run((second) -> {
				InputStream body = body(second, 60, -1);
				assertThat(body.readNBytes(40)).hasSize(40);
				assertThatExceptionOfType(ProblemException.class).isThrownBy(body::read)
					.satisfies((ex) -> assertThat(ProblemType.OVERLOADED.isOf(ex.problem())).isTrue())
					.withMessageContaining("100 (ackline.producer.body-memory)");
			});
			assertThat(this.memory.taken()).isEqualTo(60);
		});
		assertThat(this.memory.taken()).isZero();
	}

	@Test
	void refusesAtOnceABodyThatIsAnnouncedToBeLargerThanTheRoom() throws Exception {
		run((first) -> {
			body(first, 60, 60).readAllBytes();
			run((second) -> assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> body(second, 41, 41)));
			run((second) -> assertThat(body(second, 40, 40).readAllBytes()).hasSize(40));
		});
	}

	@Test
	void requiresRoomForTheLargestBody() {
		assertThatNoException().isThrownBy(() -> this.memory.requireRoom(100, "max"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.memory.requireRoom(101, "max"))
			.withMessage("ackline.producer.body-memory is 100 bytes, max is 101: it must be at least that.");
	}

	private InputStream body(MockHttpServletRequest request, int bytes, long length) {
		return this.memory.metered(request, new ByteArrayInputStream(new byte[bytes]), length);
	}

	private MockHttpServletRequest run(Handling handling) throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest();
		Arrival.note(request);
		request.setAsyncSupported(true);
		FilterChain chain = (req, res) -> {
			try {
				handling.handle(request);
			}
			catch (IOException | RuntimeException ex) {
				throw ex;
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		};
		this.memory.doFilter(request, new MockHttpServletResponse(), chain);
		return request;
	}

	@FunctionalInterface
	private interface Handling {

		void handle(MockHttpServletRequest request) throws Exception;

	}

}
