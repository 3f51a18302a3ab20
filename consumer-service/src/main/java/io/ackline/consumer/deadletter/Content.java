package io.ackline.consumer.deadletter;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Bytes as people read them: as JSON if that is what they are, else as text if they are
 * UTF-8, else in base64.
 *
 * @param size how many bytes there are
 * @param cut whether only the first of them are shown; they are not shown as JSON then
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Content(long size, boolean cut, @JsonRawValue @Nullable String json, @Nullable String text,
		@Nullable String base64) {

	private static final JsonMapper mapper = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	/**
	 * Returns what bytes are.
	 * @param first all of the bytes, or the first of them
	 * @param size how many there are
	 */
	static @Nullable Content of(byte @Nullable [] first, long size) {
		if (first == null) {
			return null;
		}
		boolean cut = first.length < size;
		String text = text(first, cut);
		return (text != null && !cut && isJson(text)) ? new Content(size, false, text, null, null)
				: new Content(size, cut, null, text, (text != null) ? null : base64(first));
	}

	/**
	 * Returns what bytes are that are no JSON, even if they look like it.
	 */
	static @Nullable Content ofText(byte @Nullable [] all) {
		if (all == null) {
			return null;
		}
		String text = text(all, false);
		return new Content(all.length, false, null, text, (text != null) ? null : base64(all));
	}

	private static String base64(byte[] bytes) {
		return Base64.getEncoder().encodeToString(bytes);
	}

	private static @Nullable String text(byte[] bytes, boolean cut) {
		CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
		CharBuffer text = CharBuffer.allocate(bytes.length);
		// A character that the cut has halved is no fault, and is left out.
		CoderResult result = utf8.decode(ByteBuffer.wrap(bytes), text, !cut);
		return result.isError() ? null : text.flip().toString();
	}

	private static boolean isJson(String text) {
		try {
			return !mapper.readTree(text).isMissingNode();
		}
		catch (JacksonException ex) {
			return false;
		}
	}

}
