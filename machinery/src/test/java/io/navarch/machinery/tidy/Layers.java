package io.navarch.machinery.tidy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which package of a module may know which. */
public final class Layers {

    private static final String[] MODULES = {
        "io.navarch.apiserver..", "io.navarch.scheduler..", "io.navarch.controllermanager..", "io.navarch.kubelet..",
        "io.navarch.kubeproxy..", "io.navarch.command..", "io.navarch.machinery.."
    };

    private Layers() {}

    /** What is wrong with the classes under the module's target/classes, whose packages begin with the root. */
    public static List<String> findings(Path module, String root) {
        JavaClasses classes = new ClassFileImporter().importPath(module.resolve("target/classes"));
        List<String> found = new ArrayList<>();
        check(noClasses().that().resideOutsideOfPackage("..app..").should().dependOnClassesThat()
                .resideInAPackage("org.springframework.."), classes, found);
        check(noClasses().that().resideOutsideOfPackage("..app..").should().dependOnClassesThat()
                .resideInAPackage(root + ".app.."), classes, found);
        check(slices().matching(root + ".(*)..").should().beFreeOfCycles(), classes, found);
        return found;
    }

    /** Services meet only in machinery and proto. */
    public static List<String> knowsNoOtherService(Path module, String root) {
        JavaClasses classes = new ClassFileImporter().importPath(module.resolve("target/classes"));
        List<String> found = new ArrayList<>();
        for (String other : MODULES) {
            boolean allowed = other.startsWith(root) || (other.equals("io.navarch.machinery..") && !root.equals("io.navarch.machinery"));
            if (!allowed) {
                check(noClasses().should().dependOnClassesThat().resideInAPackage(other), classes, found);
            }
        }
        return found;
    }

    private static void check(ArchRule rule, JavaClasses classes, List<String> found) {
        EvaluationResult result = rule.allowEmptyShould(true).evaluate(classes);
        found.addAll(result.getFailureReport().getDetails());
    }
}
