package io.ackline.producer.publish;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client of streams that reads while it writes, and shows how its connection ends.
 */
final class StreamClient implements AutoCloseable {

	private final Socket socket;

	private final OutputStream out;

	private final BufferedReader in;

	private boolean headersRead;

	StreamClient(int port, String path, String... headers) throws IOException {
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setSoTimeout(10_000);
		this.out = this.socket.getOutputStream();
		this.in = new BufferedReader(new InputStreamReader(this.socket.getInputStream(), StandardCharsets.UTF_8));
		List<String> head = new ArrayList<>(List.of("POST %s HTTP/1.1".formatted(path), "Host: a",
				"Content-Type: application/x-ndjson", "Transfer-Encoding: chunked"));
		head.addAll(List.of(headers));
		this.out.write((String.join("\r\n", head) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
	}

	void send(String text) throws IOException {
		send(text.getBytes(StandardCharsets.UTF_8));
	}

	void send(byte[] bytes) throws IOException {
		this.out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
		this.out.write(bytes);
		this.out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
		this.out.flush();
	}

	void sendEnd() throws IOException {
		this.out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		this.out.flush();
	}

	/**
	 * Returns the next line of the answer, without what frames it.
	 */
	JsonNode readLine() throws IOException {
		JsonNode line = readLineOrEnd();
		assertThat(line).as("a line").isNotNull();
		return line;
	}

	/**
	 * Returns the last line of the answer, which is to end as HTTP has it.
	 */
	JsonNode readLast() throws IOException {
		JsonNode last = readLine();
		JsonNode next = readLineOrEnd();
		while (next != null) {
			last = next;
			next = readLineOrEnd();
		}
		return last;
	}

	private @Nullable JsonNode readLineOrEnd() throws IOException {
		String line = this.in.readLine();
		if (!this.headersRead) {
			assertThat(line).startsWith("HTTP/1.1 200");
			while (!line.isEmpty()) {
				line = this.in.readLine();
			}
			this.headersRead = true;
		}
		while (line != null && !line.startsWith("{")) {
			if (line.equals("0")) {
				return null;
			}
			line = this.in.readLine();
		}
		assertThat(line).as("the answer's end, before the connection's").isNotNull();
		return JsonMapper.shared().readTree(line);
	}

	/**
	 * Goes away as a client does that has died: without a word.
	 */
	void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
