package io.ackline.cluster;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "io.ackline.cluster", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule LAYERS = layeredArchitecture().consideringOnlyDependenciesInLayers()
		.layer("processes")
		.definedBy("io.ackline.cluster.process")
		.layer("programs")
		.definedBy("io.ackline.cluster.kafka", "io.ackline.cluster.postgres")
		.layer("cluster")
		.definedBy("io.ackline.cluster")
		.layer("tests")
		.definedBy("io.ackline.cluster.junit")
		.layer("supervisor")
		.definedBy("io.ackline.cluster.supervisor")
		.layer("command")
		.definedBy("io.ackline.cluster.cli")
		.whereLayer("command")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("supervisor")
		.mayOnlyBeAccessedByLayers("command")
		.whereLayer("tests")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("cluster")
		.mayOnlyBeAccessedByLayers("tests", "supervisor", "command");

	@ArchTest
	static final ArchRule NO_CYCLES = slices().matching("io.ackline.cluster.(*)..").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule ONLY_THE_EXTENSION_KNOWS_JUNIT = noClasses().that()
		.resideOutsideOfPackage("io.ackline.cluster.junit")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.junit..");

	@ArchTest
	static final ArchRule THE_COMMAND_IS_HIDDEN = classes().that()
		.resideInAPackage("io.ackline.cluster.cli")
		.and()
		.doNotHaveSimpleName("Ackline")
		.and()
		.areTopLevelClasses()
		.should()
		.notHaveModifier(JavaModifier.PUBLIC);

	@ArchTest
	static final ArchRule ONLY_THE_COMMAND_PRINTS = noClasses().that()
		.resideOutsideOfPackages("io.ackline.cluster.cli", "io.ackline.cluster.supervisor")
		.should()
		.accessField(System.class, "out");

}
