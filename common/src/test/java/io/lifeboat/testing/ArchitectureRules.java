package io.lifeboat.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.smallrye.reactive.messaging.MutinyEmitter;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Emitter;

/** The house's rules, the same for every service. */
public final class ArchitectureRules {

    private static final String[] COMMON = {
        "io.lifeboat.event..",
        "io.lifeboat.catalog..",
        "io.lifeboat.messaging..",
        "io.lifeboat.probe..",
        "io.lifeboat.sql..",
        "io.lifeboat.ssh..",
        "io.lifeboat.service.."
    };

    /** What decides: pure, with time as a parameter. */
    private static final String DECISION = ".*(Policy|Decision|StateMachine|Planner|Judge)";

    private ArchitectureRules() {}

    /** @param service the service's root package */
    public static void check(String service) {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(service);
        rules(service).forEach(rule -> rule.check(classes));
    }

    static List<ArchRule> rules(String service) {
        return List.of(
                serviceDependsOnCommonAlone(service),
                decisionsKnowNoFramework(),
                nobodyReadsTheSystemClock(),
                noCycles(service),
                onlyTheOutboxEmits());
    }

    private static ArchRule serviceDependsOnCommonAlone(String service) {
        return noClasses()
                .should()
                .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "belong to another service",
                        (com.tngtech.archunit.core.domain.JavaClass other) ->
                                other.getPackageName().startsWith("io.lifeboat.")
                                        && !other.getPackageName().startsWith(service)
                                        && java.util.Arrays.stream(COMMON)
                                                .map(name -> name.substring(0, name.length() - 2))
                                                .noneMatch(other.getPackageName()::startsWith)));
    }

    private static ArchRule decisionsKnowNoFramework() {
        return noClasses()
                .that()
                .haveNameMatching(DECISION)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "jakarta..",
                        "org.apache.kafka..",
                        "org.eclipse.microprofile..",
                        "io.lifeboat.messaging..",
                        "io.lifeboat.ssh..",
                        "java.sql..",
                        "java.net.http..",
                        "java.io..",
                        "java.nio.file..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .allowEmptyShould(true);
    }

    private static ArchRule nobodyReadsTheSystemClock() {
        return noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis");
    }

    private static ArchRule noCycles(String service) {
        return slices().matching(service + ".(*)..").should().beFreeOfCycles();
    }

    private static ArchRule onlyTheOutboxEmits() {
        return classes()
                .that()
                .haveSimpleNameNotEndingWith("KafkaEventSender")
                .should()
                .onlyDependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "are no emitters",
                        (com.tngtech.archunit.core.domain.JavaClass other) ->
                                !other.isAssignableTo(Emitter.class) && !other.isAssignableTo(MutinyEmitter.class)));
    }
}
