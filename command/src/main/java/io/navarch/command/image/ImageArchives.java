package io.navarch.command.image;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds image archives in a folder out of a statically linked busybox. */
public final class ImageArchives {

    private static final Instant BUILT = Instant.EPOCH.plusSeconds(1);
    private static final FilePermissions EXECUTABLE = FilePermissions.fromOctalString("755");
    private static final FilePermissions FILE = FilePermissions.fromOctalString("644");

    /** Debian's busybox is built without wget's timeout, and ends with a segmentation fault when given one. */
    private static final String WGET = """
            #!/bin/busybox sh
            limit=
            for word; do
              shift
              case $word in
                -T) limit=next ;;
                -T*) limit=${word#-T} ;;
                --timeout=*) limit=${word#--timeout=} ;;
                *) if [ "$limit" = next ]; then limit=$word; else set -- "$@" "$word"; fi ;;
              esac
            done
            exec ${limit:+/bin/busybox timeout "$limit"} /bin/busybox wget "$@"
            """;

    /** An image to be: what it is called, what it runs, the applets it has as commands, and its further files. */
    record Recipe(String name, List<String> entrypoint, List<String> command, List<String> applets, Map<String, String> files,
            List<Integer> ports) {}

    private final Path folder;
    private final Path busybox;

    ImageArchives(Path folder, Path busybox) {
        this.folder = folder;
        this.busybox = busybox;
    }

    /** Writes one archive for each image that comes with Navarch. */
    public static void build(Path folder, Path busybox) throws Exception {
        ImageArchives archives = new ImageArchives(folder, busybox);
        for (Recipe recipe : Recipes.all(BusyboxApplets.of(busybox))) {
            archives.build(recipe);
        }
    }

    /** The archive's name is the image's with what is no file name replaced: navarch-web-1.0.tar. */
    Path build(Recipe recipe) throws Exception {
        Path archive = folder.resolve(recipe.name().replaceAll("[/:]", "-") + ".tar");
        Files.createDirectories(folder);
        Path work = Files.createTempDirectory("navarch-image");
        try {
            JibContainerBuilder image = Jib.fromScratch()
                    .setFileEntriesLayers(List.of(programs(recipe.applets(), work), files(recipe.files(), work)))
                    .setEntrypoint(recipe.entrypoint())
                    .setProgramArguments(recipe.command())
                    .addEnvironmentVariable("PATH", "/bin")
                    .setCreationTime(BUILT);
            recipe.ports().forEach(port -> image.addExposedPort(Port.tcp(port)));
            image.containerize(Containerizer.to(TarImage.at(archive).named(recipe.name()))
                    .setBaseImageLayersCache(work.resolve("base"))
                    .setApplicationLayersCache(work.resolve("layers"))
                    .setOfflineMode(true));
        } finally {
            delete(work);
        }
        return archive;
    }

    /** busybox once, and a one-line script for each applet: jib's layers hold no links. */
    private FileEntriesLayer programs(List<String> applets, Path work) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("programs");
        layer.addEntry(busybox, AbsoluteUnixPath.get("/bin/busybox"), EXECUTABLE, BUILT);
        Path scripts = Files.createDirectory(work.resolve("applets"));
        for (String applet : applets) {
            Path script = scripts.resolve(applet);
            Files.writeString(script, applet.equals("wget") ? WGET : "#!/bin/busybox sh\nexec /bin/busybox " + applet + " \"$@\"\n");
            layer.addEntry(script, AbsoluteUnixPath.get("/bin/" + applet), EXECUTABLE, BUILT);
        }
        return layer.build();
    }

    private static FileEntriesLayer files(Map<String, String> files, Path work) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("files");
        int at = 0;
        for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
            Path source = work.resolve("file-" + at++);
            Files.writeString(source, file.getValue());
            layer.addEntry(source, AbsoluteUnixPath.get(file.getKey()), file.getValue().startsWith("#!") ? EXECUTABLE : FILE, BUILT);
        }
        return layer.build();
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
