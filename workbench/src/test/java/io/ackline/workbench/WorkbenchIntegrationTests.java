package io.ackline.workbench;

import java.io.PrintWriter;
import java.io.StringWriter;

import io.ackline.cluster.LocalCluster;
import io.ackline.cluster.junit.WithLocalCluster;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

@WithLocalCluster
class WorkbenchIntegrationTests {

	@Test
	void loadsARunningSystemAndPrintsTheVerdict(LocalCluster cluster) {
		RunningServices services = RunningServices.on(cluster);
		StringWriter printed = new StringWriter();
		CommandLine command = Workbench.commandLine().setOut(new PrintWriter(printed));
		int code = command.execute("--producer", services.producer().toString(), "--consumer",
				services.consumer().toString(), "--bootstrap", cluster.bootstrapServers(), "--events", "200",
				"--accounts", "5");
		assertThat(printed.toString()).containsPattern("acknowledged +200\\R")
			.containsPattern("lost +0\\R")
			.contains("Every promise held.");
		assertThat(code).isZero();
	}

}
