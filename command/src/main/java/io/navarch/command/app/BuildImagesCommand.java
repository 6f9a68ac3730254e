package io.navarch.command.app;

import io.navarch.command.image.ImageArchives;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "build-images", hidden = true, description = "Builds the images that come with Navarch.")
final class BuildImagesCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "DIR")
    private Path folder = Path.of("");

    @Parameters(index = "1", paramLabel = "BUSYBOX", description = "a statically linked busybox")
    private Path busybox = Path.of("");

    @Override
    public Integer call() throws Exception {
        ImageArchives.build(folder, busybox);
        return 0;
    }
}
