package io.ackline.consumer.receipt;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A query with the values of its parameters.
 */
record ReceiptStatement(String sql, List<Object> values) {

	static final String ORDER = "order by topic_id, partition, \"offset\", id, source limit ?";

	static ReceiptStatement union(List<ReceiptStatement> parts, int limit) {
		List<Object> values = new ArrayList<>();
		parts.forEach((part) -> values.addAll(part.values()));
		values.add(limit);
		return new ReceiptStatement("select * from (%s) page %s".formatted(
				parts.stream().map((part) -> "(" + part.sql() + ")").collect(Collectors.joining(" union all ")), ORDER),
				values);
	}

	/**
	 * What a query's receipts have in common, as SQL.
	 */
	record Conditions(String sql, List<Object> values) {

		static final Conditions NONE = new Conditions("true", List.of());

		Conditions andIs(String column, @Nullable Object value) {
			return (value != null) ? and(column + " = ?", value) : this;
		}

		Conditions and(String condition, Object... values) {
			List<Object> all = new ArrayList<>(this.values);
			all.addAll(List.of(values));
			return new Conditions(this.sql + " and " + condition, all);
		}

		ReceiptStatement select(int limit) {
			List<Object> all = new ArrayList<>(this.values);
			all.add(limit);
			return new ReceiptStatement(
					"select %s, topic_id from receipts where %s %s".formatted(Receipts.COLUMNS, this.sql, ORDER), all);
		}

	}

}
