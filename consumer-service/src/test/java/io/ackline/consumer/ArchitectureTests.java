package io.ackline.consumer;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.kafka.clients.consumer.Consumer;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Repository;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "io.ackline.consumer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule features_form_no_cycles = slices().matching("io.ackline.consumer.(*)..")
		.should()
		.beFreeOfCycles();

	@ArchTest
	static final ArchRule only_the_listener_touches_the_consumer = noClasses().that()
		.resideOutsideOfPackage("..listener..")
		.should()
		.dependOnClassesThat()
		.areAssignableTo(Consumer.class);

	@ArchTest
	static final ArchRule the_inbox_knows_no_consumer_and_no_handler_that_ships = noClasses().that()
		.resideInAPackage("..inbox..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("..listener..", "..receipt..", "..ledger..", "..recorder..", "..web..",
				"org.springframework.kafka..");

	@ArchTest
	static final ArchRule handlers_that_ship_know_what_users_know = noClasses().that()
		.resideInAnyPackage("..ledger..", "..recorder..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("..inbox..", "..listener..", "..receipt..", "..deadletter..", "..topic..");

	@ArchTest
	static final ArchRule features_are_hidden = classes().that()
		.resideInAnyPackage("..ledger..", "..recorder..", "..receipt..", "..listener..")
		.and()
		.areTopLevelClasses()
		.and()
		.areNotAnnotatedWith(ConfigurationProperties.class)
		.should()
		.notBePublic();

	@ArchTest
	static final ArchRule only_repositories_speak_sql = noClasses().that()
		.areNotAnnotatedWith(Repository.class)
		.and()
		.resideOutsideOfPackage("..database..")
		.should()
		.dependOnClassesThat()
		.areAssignableTo(JdbcOperations.class);

}
