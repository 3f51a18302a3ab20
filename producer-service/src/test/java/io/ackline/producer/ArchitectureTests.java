package io.ackline.producer;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import org.springframework.web.bind.annotation.RestController;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "io.ackline.producer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule featuresDoNotDependOnEachOtherInCircles = slices().matching("io.ackline.producer.(*)..")
		.should()
		.beFreeOfCycles();

	@ArchTest
	static final ArchRule problemsKnowNoFeature = noClasses().that()
		.resideInAPackage("..web..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("..publish..", "..topic..", "..schema..");

	@ArchTest
	static final ArchRule topicsKnowNoHttp = noClasses().that()
		.resideInAPackage("..topic..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("..publish..", "io.ackline.producer.web..", "jakarta.servlet..",
				"org.springframework.web..");

	@ArchTest
	static final ArchRule publishingIsNobodyElsesBusiness = classes().that()
		.resideInAPackage("..publish..")
		.and()
		.areTopLevelClasses()
		.should()
		.notBePublic();

	@ArchTest
	static final ArchRule controllersAreHidden = classes().that()
		.areAnnotatedWith(RestController.class)
		.should()
		.notBePublic();

	@ArchTest
	static final ArchRule oneClassWritesToKafka = noClasses().that()
		.doNotHaveSimpleName("RecordProducer")
		.should()
		.dependOnClassesThat()
		.haveFullyQualifiedName("org.springframework.kafka.core.KafkaTemplate");

	@ArchTest
	static final ArchRule onlyTheClustersClassesAdministerKafka = noClasses().that()
		.haveSimpleNameNotStartingWith("Cluster")
		.should()
		.dependOnClassesThat()
		.haveFullyQualifiedName("org.apache.kafka.clients.admin.Admin");

}
