package io.ackline.producer.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Well-formed UTF-8, as RFC 3629 has it: no overlong forms, no surrogates, nothing beyond
 * U+10FFFF.
 */
public final class Utf8 {

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private static final long NOT_ASCII = 0x8080808080808080L;

	private Utf8() {
	}

	/**
	 * Returns the offset of the first byte that does not belong there, or -1 if all are
	 * well-formed.
	 */
	public static int firstMalformed(byte[] bytes) {
		int i = 0;
		while (i < bytes.length) {
			if (i + Long.BYTES <= bytes.length && ((long) LONGS.get(bytes, i) & NOT_ASCII) == 0) {
				i += Long.BYTES;
			}
			else {
				int length = sequence(bytes, i);
				if (length == 0) {
					return i;
				}
				i += length;
			}
		}
		return -1;
	}

	/**
	 * Returns the length of the sequence that begins at an offset, 0 if it is malformed.
	 */
	private static int sequence(byte[] bytes, int i) {
		int lead = bytes[i] & 0xFF;
		if (lead < 0x80) {
			return 1;
		}
		if (lead >= 0xC2 && lead <= 0xDF) {
			return continues(bytes, i + 1, 0x80, 0xBF) ? 2 : 0;
		}
		if (lead >= 0xE0 && lead <= 0xEF) {
			int least = (lead == 0xE0) ? 0xA0 : 0x80;
			int most = (lead == 0xED) ? 0x9F : 0xBF;
			return (continues(bytes, i + 1, least, most) && continues(bytes, i + 2, 0x80, 0xBF)) ? 3 : 0;
		}
		if (lead >= 0xF0 && lead <= 0xF4) {
			int least = (lead == 0xF0) ? 0x90 : 0x80;
			int most = (lead == 0xF4) ? 0x8F : 0xBF;
			return (continues(bytes, i + 1, least, most) && continues(bytes, i + 2, 0x80, 0xBF)
					&& continues(bytes, i + 3, 0x80, 0xBF)) ? 4 : 0;
		}
		return 0;
	}

	private static boolean continues(byte[] bytes, int i, int least, int most) {
		return i < bytes.length && (bytes[i] & 0xFF) >= least && (bytes[i] & 0xFF) <= most;
	}

}
