package io.ackline.workbench;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.kafka.clients.consumer.Consumer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packages = "io.ackline.workbench", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleRulesTests {

	@ArchTest
	static final ArchRule evidence_knows_neither_load_nor_verdict = noClasses().that()
		.resideInAPackage("..evidence..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("..load..", "..verdict..");

	@ArchTest
	static final ArchRule load_does_not_know_the_verdict = noClasses().that()
		.resideInAPackage("..load..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("..verdict..");

	@ArchTest
	static final ArchRule the_verdict_follows_from_the_evidence_alone = classes().that()
		.resideInAPackage("..verdict..")
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("..workbench.verdict..", "..workbench.evidence..", "io.ackline.events..", "java.lang..",
				"java.util..", "java.time..", "tools.jackson..", "org.jspecify..");

	@ArchTest
	static final ArchRule one_class_reads_the_log_for_evidence = noClasses().that()
		.doNotHaveSimpleName("LogReader")
		.and()
		.resideOutsideOfPackage("..bench..")
		.should()
		.dependOnClassesThat()
		.areAssignableTo(Consumer.class);

	@ArchTest
	static final ArchRule nothing_depends_on_the_services = noClasses().should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.ackline.producer..", "io.ackline.consumer..");

	@ArchTest
	static final ArchRule only_what_stands_for_others_work_uses_spring = noClasses().that()
		.doNotHaveSimpleName("PlainListener")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework..");

}
