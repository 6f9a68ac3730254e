package io.navarch.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text file with one step a line:
 *
 * <pre>
 * # the title, in the first line
 * needs containers              skipped where nodes are simulated
 * $ command                     must end well
 * ! command                     must end badly
 * ~20s command                  is repeated until it ends well and its expectations hold, at most so long
 *   = text                      the step above has this in its output
 *   - text                      and this it has not
 * finally command               runs at the end in any case
 * </pre>
 *
 * Commands are bash's, in the repository's top folder. $WORK is an empty folder; \ at a line's end goes on in the next.
 */
record Scenario(String name, String title, boolean needsContainers, List<Step> steps, List<String> cleaning) {

    /** What is done, how its end must be, and what its output must have and must not have. */
    record Step(String command, Ending ending, Duration within, List<String> has, List<String> hasNot) {}

    enum Ending {
        WELL,
        BADLY
    }

    private static final Pattern REPEATED = Pattern.compile("~(\\d+)s (.*)");

    static Scenario read(Path file) throws IOException {
        List<Step> steps = new ArrayList<>();
        List<String> cleaning = new ArrayList<>();
        boolean containers = false;
        String text = Files.readString(file).replace("\\\n", " ");
        String title = text.lines().findFirst().orElse("").replaceFirst("^# *", "");
        for (String line : text.lines().toList()) {
            Matcher repeated = REPEATED.matcher(line);
            if (line.equals("needs containers")) {
                containers = true;
            } else if (line.startsWith("$ ")) {
                steps.add(new Step(line.substring(2), Ending.WELL, Duration.ZERO, new ArrayList<>(), new ArrayList<>()));
            } else if (line.startsWith("! ")) {
                steps.add(new Step(line.substring(2), Ending.BADLY, Duration.ZERO, new ArrayList<>(), new ArrayList<>()));
            } else if (repeated.matches()) {
                Duration within = Duration.ofSeconds(Long.parseLong(repeated.group(1)));
                steps.add(new Step(repeated.group(2), Ending.WELL, within, new ArrayList<>(), new ArrayList<>()));
            } else if (line.startsWith("  = ")) {
                steps.getLast().has().add(line.substring(4));
            } else if (line.startsWith("  - ")) {
                steps.getLast().hasNot().add(line.substring(4));
            } else if (line.startsWith("finally ")) {
                cleaning.add(line.substring(8));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new IllegalArgumentException(file + ": not a step: " + line);
            }
        }
        return new Scenario(file.getFileName().toString().replace(".txt", ""), title, containers, steps, cleaning);
    }
}
