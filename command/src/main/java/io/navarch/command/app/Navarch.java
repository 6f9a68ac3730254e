package io.navarch.command.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point. */
@Command(
        name = "navarch",
        description = "A Kubernetes-compatible cluster on this machine.",
        version = "navarch 0.1.0 (Kubernetes 1.36)",
        mixinStandardHelpOptions = true,
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            ImageCommand.class,
            KubeconfigCommand.class,
            ControlPlaneCommand.class,
            NodeCommand.class,
            WorkerCommand.class,
            PkiCommand.class,
            BuildImagesCommand.class,
            TrainCommand.class,
            CommandLine.HelpCommand.class
        })
final class Navarch {

    private Navarch() {}

    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Navarch());
        line.setExecutionExceptionHandler((trouble, command, parsed) -> {
            command.getErr().println("navarch: " + (trouble.getMessage() == null ? trouble : trouble.getMessage()));
            if (System.getenv("NAVARCH_DEBUG") != null) {
                trouble.printStackTrace(command.getErr());
            }
            return 1;
        });
        System.exit(line.execute(args.length == 0 ? new String[] {"help"} : args));
    }
}
