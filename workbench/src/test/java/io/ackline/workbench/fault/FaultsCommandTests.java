package io.ackline.workbench.fault;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FaultsCommandTests {

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	@Test
	void listsTheFaultsWithTheirNumbers() {
		assertThat(execute("--list")).isZero();
		assertThat(this.out.toString()).contains("  1  leader-stopped")
			.contains("one-of-three-zookeepers-killed, needs --zookeepers 3")
			.contains("leader-cut-from-peers, needs Linux's network namespaces");
		assertThat(this.out.toString().lines()).hasSize(Faults.all().size());
	}

	@Test
	void saysWhatItsExitCodesMean() {
		assertThat(execute("--help")).isZero();
		assertThat(this.out.toString()).contains("1     a promise was broken").contains("--soak");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			--only nonsense    | There is no fault 'nonsense'; --list shows all
			--only 0           | There is no fault '0'
			--rounds 0         | --rounds can be 1 to 10000, not 0
			--rate 0           | --rate can be up to 5000, not 0.0
			--rate NaN         | --rate can be up to 5000, not NaN
			--zookeepers 10    | --zookeepers can be 1 to 9, not 10
			--soak soon        | 'soon' is no time such as 90s, 15m or 1h
			--seed x           | --seed
			""")
	void refusesWhatCannotBe(String arguments, String reason) {
		assertThat(execute(arguments.split(" "))).isEqualTo(2);
		assertThat(this.err.toString()).contains(reason);
	}

	@Test
	void findsFaultsByNumberNameAndPattern() {
		assertThat(Faults.find("1")).containsExactly(Faults.all().get(0));
		assertThat(Faults.find("producer-killed")).extracting(Fault::name).containsExactly("producer-killed");
		assertThat(Faults.find("leader-*")).extracting(Fault::name)
			.contains("leader-stopped", "leader-killed")
			.allMatch((name) -> name.startsWith("leader-"));
		assertThat(Faults.find("*-five-times")).hasSize(9);
		assertThat(Faults.find("two-brokers-*")).extracting(Fault::name)
			.containsExactly("two-brokers-stopped", "two-brokers-killed", "two-brokers-paused");
		assertThat(Faults.find("*")).isEqualTo(Faults.all()).extracting(Fault::name).doesNotHaveDuplicates();
		assertThatIllegalArgumentException().isThrownBy(() -> Faults.find("leader-?"));
	}

	private int execute(String... arguments) {
		CommandLine command = FaultsCommand.commandLine();
		return command.setOut(new PrintWriter(this.out, true))
			.setErr(new PrintWriter(this.err, true))
			.execute(arguments);
	}

}
