package io.ackline.events.declaration;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DeclarationTests {

	private final Declaration things = new Declaration("ackline.things", "thing", Set.of("size", "eu-size"),
			Set.of("hash-256"), Set.of("ackline.things-mode"));

	private final Map<String, String> names = this.things.names(
			List.of("ackline.things.plain.size", "ackline.things.with-dash.hash-256[0]", "ackline.things[O_d.d].size",
					"ackline.things.with-dash.size", "ackline.things-mode", "ackline.others.x.size"));

	@Test
	void findsTheDeclaredNames() {
		assertThat(this.names).containsExactly(Map.entry("O_d.d", "ackline.things[O_d.d]"),
				Map.entry("plain", "ackline.things.plain"), Map.entry("with-dash", "ackline.things.with-dash"));
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "ACKLINE_THINGS_PLAIN_SIZE, ackline.things.plain.size",
					"ackline_things_plain_size, ackline.things.plain.size",
					"ACKLINE_THINGS_WITHDASH_SIZE, ackline.things.with-dash.size",
					"ACKLINE_THINGS_WITH_DASH_SIZE, ackline.things.with-dash.size",
					"ACKLINE_THINGS_ODD_SIZE, ackline.things[O_d.d].size",
					"ACKLINE_THINGS_PLAIN_HASH256, ackline.things.plain.hash-256",
					"ACKLINE_THINGS_PLAIN_HASH256_1, ackline.things.plain.hash-256[1]",
					"ACKLINE_THINGS_PLAIN_HASH_256_12, ackline.things.plain.hash-256[12]",
					"ACKLINE_THINGSMODE, ackline.things-mode", "ACKLINE_THINGS_MODE, ackline.things-mode",
					"ACKLINE_THING_X, -", "ACKLINE_THINGSPLAIN_SIZE, -", "PATH, -" })
	void leadsVariablesToWhatIsDeclared(String variable, String property) {
		assertThat(this.things.property(variable, this.names)).isEqualTo(property);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					ACKLINE_THINGS_PLAINS_SIZE | ACKLINE_THINGS_PLAINS_SIZE names no setting of a thing: the settings are eu-size, hash-256, size.
					ACKLINE_THINGS_PLAN_SIZE   | ACKLINE_THINGS_PLAN_SIZE names no declared thing: declared are O_d.d, plain, with-dash. Correct the variable, or declare the thing in a file.
					ACKLINE_THINGS_PLAIN       | ACKLINE_THINGS_PLAIN names no setting of a thing
					ACKLINE_THINGS_PLAIN_SIZE1 | ACKLINE_THINGS_PLAIN_SIZE1 names no setting of a thing
					""")
	void refusesAVariableThatMeansNothing(String variable, String message) {
		assertThatExceptionOfType(InvalidDeclaration.class).isThrownBy(() -> this.things.property(variable, this.names))
			.withMessageStartingWith(message);
	}

	@Test
	void refusesAVariableThatMeansTwoThings() {
		Map<String, String> alike = this.things.names(List.of("ackline.things.a.size", "ackline.things.a-eu.size"));
		assertThatExceptionOfType(InvalidDeclaration.class)
			.isThrownBy(() -> this.things.property("ACKLINE_THINGS_AEU_SIZE", alike))
			.withMessage(
					"ACKLINE_THINGS_AEU_SIZE means more than one of the declared things a, a-eu: set it in a file instead.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ackline.things.a_b.size", "ackline.things.ö!.size" })
	void refusesANameThatSpringWouldChange(String property) {
		assertThatExceptionOfType(InvalidDeclaration.class).isThrownBy(() -> this.things.names(List.of(property)))
			.withMessageContaining("in brackets");
	}

}
