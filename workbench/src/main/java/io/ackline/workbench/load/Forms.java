package io.ackline.workbench.load;

/**
 * In which forms a load is sent. Each key keeps to one form.
 *
 * @param singles the share of keys whose events are posted one by one
 * @param batches the share of keys whose events are posted as batches
 * @param streams the share of keys whose events are posted as streams
 */
public record Forms(int singles, int batches, int streams) {

	/**
	 * Every event is posted by itself.
	 */
	public static final Forms SINGLES = new Forms(1, 0, 0);

	/**
	 * All forms, single events most often.
	 */
	public static final Forms ALL = new Forms(6, 2, 2);

	public Forms {
		if (singles < 0 || batches < 0 || streams < 0 || singles + batches + streams < 1) {
			throw new IllegalArgumentException("The shares of the forms, %d, %d and %d, must be 0 or more, and one more"
				.formatted(singles, batches, streams));
		}
	}

	Form of(String key) {
		int place = Math.floorMod(key.hashCode(), this.singles + this.batches + this.streams);
		if (place < this.singles) {
			return Form.SINGLE;
		}
		return (place < this.singles + this.batches) ? Form.BATCH : Form.STREAM;
	}

}
