package io.ackline.producer.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.ackline.producer.ProducerApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@ExtendWith(OutputCaptureExtension.class)
class StartWithABrokenSchemaTests {

	@Test
	void endsInOneLineThatNamesTheFile(@TempDir Path folder, CapturedOutput output) throws IOException {
		Path broken = Files.writeString(folder.resolve("order.placed.json"), "{\"type\": \"objct\"}");
		assertThatException().isThrownBy(() -> SpringApplication.run(ProducerApplication.class, "--server.port=0",
				"--ackline.producer.schemas=" + folder));
		assertThat(output.getAll())
			.contains("APPLICATION FAILED TO START", "The schema %s cannot be used: at '/type'".formatted(broken))
			.doesNotContain("\tat ");
	}

}
