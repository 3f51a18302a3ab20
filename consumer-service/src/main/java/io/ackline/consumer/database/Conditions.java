package io.ackline.consumer.database;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is asked of rows, as SQL with its values.
 */
public final class Conditions {

	private final List<String> conditions = new ArrayList<>();

	private final List<Object> values = new ArrayList<>();

	/**
	 * Adds a condition, unless its value is {@code null}.
	 */
	public void add(String condition, @Nullable Object value) {
		if (value != null) {
			this.conditions.add(condition);
			this.values.add(value);
		}
	}

	public void add(String condition, Object first, Object... others) {
		this.conditions.add(condition);
		this.values.add(first);
		this.values.addAll(List.of(others));
	}

	/**
	 * Returns the values of the conditions, in their order, and then others.
	 */
	public Object[] values(Object... others) {
		List<Object> all = new ArrayList<>(this.values);
		all.addAll(List.of(others));
		return all.toArray();
	}

	/**
	 * Returns the conditions as a {@code where} clause, empty if there are none.
	 */
	@Override
	public String toString() {
		return this.conditions.isEmpty() ? "" : "where " + String.join(" and ", this.conditions);
	}

}
