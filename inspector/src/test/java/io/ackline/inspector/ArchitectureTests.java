package io.ackline.inspector;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import org.springframework.web.bind.annotation.RestController;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "io.ackline.inspector", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule featuresDoNotDependOnEachOtherInCircles = slices().matching("io.ackline.inspector.(*)..")
		.should()
		.beFreeOfCycles();

	@ArchTest
	static final ArchRule controllersAreHidden = classes().that()
		.areAnnotatedWith(RestController.class)
		.should()
		.notBePublic();

	@ArchTest
	static final ArchRule zooKeeperIsOneClassesBusiness = noClasses().that()
		.haveSimpleNameNotStartingWith("ZooKeeperConnection")
		.and()
		.doNotHaveFullyQualifiedName("io.ackline.inspector.zookeeper.ZooKeeperConnection$Znode")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.apache.zookeeper..");

	@ArchTest
	static final ArchRule nothingIsWrittenToKafka = noClasses().should()
		.dependOnClassesThat()
		.haveFullyQualifiedName("org.apache.kafka.clients.producer.KafkaProducer");

}
