package io.navarch.machinery.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The methods of source files and how long they are, as the compiler's parser sees them. */
final class Methods {

    record Method(Path file, String name, int lines) {}

    private Methods() {}

    static List<Method> of(List<Path> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Method> found = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, ignored -> {}, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new TreeScanner<@Nullable Void, @Nullable Void>() {
                    @Override
                    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
                        found.add(new Method(Path.of(unit.getSourceFile().toUri()), method.getName().toString(), lines(unit, method)));
                        return super.visitMethod(method, nothing);
                    }

                    private int lines(CompilationUnitTree unit, MethodTree method) {
                        if (method.getBody() == null) {
                            return 0;
                        }
                        long from = positions.getStartPosition(unit, method.getBody());
                        long to = positions.getEndPosition(unit, method.getBody());
                        return from < 0 || to < 0
                                ? 0
                                : (int) (unit.getLineMap().getLineNumber(to) - unit.getLineMap().getLineNumber(from) + 1);
                    }
                }, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
