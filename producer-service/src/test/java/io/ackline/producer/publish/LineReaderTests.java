package io.ackline.producer.publish;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.ackline.producer.publish.LineReader.Line;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class LineReaderTests {

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 7, 100_000 })
	void readsLinesHoweverTheyArrive(int atOnce) throws IOException {
		String longest = "x".repeat(40_000);
		List<Line> lines = lines("a\n\r\nbc\r\n \t\n" + longest + "\nlast", 50_000, atOnce);
		assertThat(lines).extracting(Line::number).containsExactly(1L, 3L, 5L, 6L);
		assertThat(lines).extracting((line) -> new String(line.bytes(), StandardCharsets.UTF_8).strip())
			.containsExactly("a", "bc", longest, "last");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4, 100_000 })
	void leavesOutWhatIsOnLinesThatAreTooLong(int atOnce) throws IOException {
		List<Line> lines = lines("12345\n123456\n" + "x".repeat(50_000) + "\n1\n", 5, atOnce);
		assertThat(lines).extracting(Line::size).containsExactly(5L, 6L, 50_000L, 1L);
		assertThat(lines).extracting((line) -> line.bytes() == null).containsExactly(false, true, true, false);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n", "\r\n\n  \n" })
	void findsNothingInBlankBodies(String body) throws IOException {
		assertThat(lines(body, 5, 10)).isEmpty();
	}

	@Test
	void dropsTheLineThatBreaksOff() throws IOException {
		InputStream broken = new InputStream() {

			private final byte[] bytes = "one\ntw".getBytes(StandardCharsets.UTF_8);

			private int position;

			@Override
			public int read() throws IOException {
				if (this.position == this.bytes.length) {
					throw new IOException("gone");
				}
				return this.bytes[this.position++];
			}

			@Override
			public int read(byte[] target, int offset, int length) throws IOException {
				target[offset] = (byte) read();
				return 1;
			}

		};
		LineReader reader = new LineReader(broken, 10);
		Line first = reader.next();
		assertThat(first).isNotNull();
		assertThat(first.bytes()).asString(StandardCharsets.UTF_8).isEqualTo("one");
		assertThatIOException().isThrownBy(reader::next).withMessage("gone");
	}

	private static List<Line> lines(String body, int limit, int atOnce) throws IOException {
		InputStream slow = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)) {

			@Override
			public synchronized int read(byte[] target, int offset, int length) {
				return super.read(target, offset, Math.min(length, atOnce));
			}

		};
		LineReader reader = new LineReader(slow, limit);
		List<Line> lines = new ArrayList<>();
		for (Line line = reader.next(); line != null; line = reader.next()) {
			lines.add(line);
		}
		return lines;
	}

}
