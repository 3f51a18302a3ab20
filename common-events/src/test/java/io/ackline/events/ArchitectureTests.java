package io.ackline.events;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packages = "io.ackline.events", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule KNOWS_NO_FRAMEWORK = classes().should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("java..", "org.jspecify..", "org.apache.kafka..", "tools.jackson..", "io.ackline.events..");

	@ArchTest
	static final ArchRule EVENTS_KNOW_NO_PAYLOAD = noClasses().that()
		.resideInAPackage("io.ackline.events")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.ackline.events.payment");

}
