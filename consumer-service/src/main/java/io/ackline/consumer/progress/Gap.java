package io.ackline.consumer.progress;

/**
 * A place where the log does not go on where the progress says.
 *
 * @param fromOffset the offset that was next
 * @param toOffset the offset from which consumption goes on
 */
public record Gap(long fromOffset, long toOffset, Reason reason) {

	/**
	 * Why the log does not go on.
	 */
	public enum Reason {

		/**
		 * The log starts later: retention or an operator deleted records that were not
		 * read.
		 */
		DELETED("deleted"),

		/**
		 * The log was cut off before the progress: the records that were there are gone,
		 * and others may stand in their place.
		 */
		TRUNCATED("truncated"),

		/**
		 * The topic was deleted and made again.
		 */
		RECREATED("recreated");

		private final String text;

		Reason(String text) {
			this.text = text;
		}

		/**
		 * Returns the reason as it is stored and told.
		 */
		public String text() {
			return this.text;
		}

	}

}
