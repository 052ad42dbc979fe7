package captionstream.endtoend;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. The map these rules draw is in docs/architecture.md. */
@AnalyzeClasses(packages = "captionstream", importOptions = DoNotIncludeTests.class)
class HouseRulesTest {
    private static final String KAFKA = "org.apache.kafka..";
    private static final String DJL = "ai.djl..";

    @ArchTest
    static final ArchRule packages_form_no_cycles =
            slices().matching("captionstream.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule schemas_know_no_service = noClasses()
            .that()
            .resideInAPackage("captionstream.schemas..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "captionstream.topology..",
                    "captionstream.worker..",
                    "captionstream.dashboard..",
                    "captionstream.local..",
                    "captionstream.cli..");

    @ArchTest
    static final ArchRule the_topology_stands_alone =
            modulesAreStrangers("captionstream.topology..", "captionstream.worker..", "captionstream.dashboard..");

    @ArchTest
    static final ArchRule the_worker_stands_alone =
            modulesAreStrangers("captionstream.worker..", "captionstream.topology..", "captionstream.dashboard..");

    @ArchTest
    static final ArchRule the_dashboard_stands_alone =
            modulesAreStrangers("captionstream.dashboard..", "captionstream.topology..", "captionstream.worker..");

    @ArchTest
    static final ArchRule images_know_neither_kafka_nor_the_model = noClasses()
            .that()
            .resideInAPackage("captionstream.worker.image..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(KAFKA, DJL);

    @ArchTest
    static final ArchRule models_know_no_kafka = noClasses()
            .that()
            .resideInAnyPackage(
                    "captionstream.worker.model..",
                    "captionstream.worker.caption..",
                    "captionstream.worker.evaluate..",
                    "captionstream.worker.train..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(KAFKA);

    @ArchTest
    static final ArchRule only_model_code_sees_djl = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "captionstream.worker.model..", "captionstream.worker.caption..", "captionstream.worker.train..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(DJL);

    @ArchTest
    static final ArchRule statistics_values_know_no_kafka = noClasses()
            .that()
            .resideInAnyPackage("captionstream.topology.statistics..", "captionstream.topology.allocation..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(KAFKA);

    @ArchTest
    static final ArchRule every_room_has_a_name_of_its_own = noClasses()
            .should()
            .resideInAnyPackage("..common..", "..util..", "..utils..", "..helper..", "..helpers..", "..misc..");

    @ArchTest
    static final ArchRule names_say_what_a_thing_is = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper");

    @ArchTest
    static final ArchRule null_is_always_spelled_out =
            classes().that(are(handWritten())).should(new InNullMarkedPackage());

    private static ArchRule modulesAreStrangers(String module, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("captionstream.local..", "captionstream.cli..");
    }

    private static DescribedPredicate<JavaClass> handWritten() {
        return DescribedPredicate.describe(
                "written by hand", type -> !type.getPackageName().equals("captionstream"));
    }
}
