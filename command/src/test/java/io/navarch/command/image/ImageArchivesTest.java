package io.navarch.command.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.navarch.machinery.object.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ImageArchivesTest {

    private static final Path BUSYBOX = Path.of("/bin/busybox");

    @TempDir
    Path temp;

    @Test
    void anArchiveNamesItsImageAndIsTheSameEachTime() throws Exception {
        assumeTrue(Files.isExecutable(BUSYBOX), "no busybox");
        ImageArchives.Recipe recipe = new ImageArchives.Recipe("navarch/web:1.0", List.of("/start"), List.of(), List.of("sh"),
                Map.of("/start", "#!/bin/busybox sh\n"), List.of(8080));
        Path one = new ImageArchives(temp.resolve("a"), BUSYBOX).build(recipe);
        Path two = new ImageArchives(temp.resolve("b"), BUSYBOX).build(recipe);
        assertThat(one.getFileName().toString()).isEqualTo("navarch-web-1.0.tar");
        assertThat(Files.mismatch(one, two)).isEqualTo(-1);
        assertThat(manifest(one).at("/0/RepoTags/0").asString()).isEqualTo("navarch/web:1.0");
    }

    private static JsonNode manifest(Path archive) throws IOException {
        try (InputStream bytes = Files.newInputStream(archive);
                TarArchiveInputStream tar = new TarArchiveInputStream(bytes)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().equals("manifest.json")) {
                    return Json.tree(tar.readAllBytes());
                }
            }
        }
        throw new IOException("no manifest");
    }
}
