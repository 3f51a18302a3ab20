package io.ackline.consumer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The choices of one run.
 */
record Script(List<Choice> choices) {

	private static final int SHORTEST = 30;

	private static final int LONGEST = 180;

	static Script of(long seed) {
		Random random = new Random(seed);
		int length = random.nextInt(SHORTEST, LONGEST);
		List<Choice> choices = new ArrayList<>(length);
		for (int i = 0; i < length; i++) {
			choices.add(new Choice(random.nextInt(100), random.nextInt(100), random.nextInt(1_000_000)));
		}
		return new Script(choices);
	}

	static Script parse(String text) {
		return new Script(Stream.of(text.split(",", -1)).map(Choice::parse).toList());
	}

	Script without(int from, int count) {
		List<Choice> left = new ArrayList<>(this.choices);
		left.subList(from, Math.min(from + count, left.size())).clear();
		return new Script(left);
	}

	Script with(int index, Choice choice) {
		List<Choice> changed = new ArrayList<>(this.choices);
		changed.set(index, choice);
		return new Script(changed);
	}

	int length() {
		return this.choices.size();
	}

	@Override
	public String toString() {
		return this.choices.stream().map(Choice::toString).collect(Collectors.joining(","));
	}

}
