package captionstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code captionstream} in a project of two files, with a java and a mvn that only say what they were told. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The script is for POSIX shells; Windows has captionstream.cmd")
class LauncherTest {
    private static final List<String> TOOLS =
            List.of("sh", "cat", "dirname", "find", "head", "mkdir", "mv", "readlink", "rm", "sed", "sleep");
    private static final String JAVA_17 =
            "[ \"$1\" != -version ] || { echo 'openjdk version \"17.0.15\"' >&2; exit; }\n"
                    + "for argument in \"$@\"; do echo \"[$argument]\"; done\n";
    private static final String MVN =
            "echo built with \"$@\" >&2; mkdir -p cli/target/lib; : > cli/target/captionstream.jar\n";
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private Path project;
    private Path bin;

    @BeforeEach
    void project() throws IOException {
        project = Files.createDirectories(folder.resolve("a project")).toRealPath();
        Files.createDirectories(project.resolve("cli/src/main/java"));
        Files.writeString(project.resolve("cli/src/main/java/Main.java"), "");
        Files.writeString(project.resolve("pom.xml"), "");
        Files.copy(Path.of("..", "captionstream"), project.resolve("captionstream"));
        assertThat(project.resolve("captionstream").toFile().setExecutable(true))
                .isTrue();
        bin = Files.createDirectories(folder.resolve("bin"));
        for (String tool : TOOLS) {
            program(tool, "exec " + located(tool) + " \"$@\"\n");
        }
        program("java", JAVA_17);
        program("javac", "");
        program("mvn", MVN);
    }

    @Test
    void builds_first_where_nothing_is_built_and_passes_the_arguments_on() throws Exception {
        Run run = run(project.resolve("captionstream"), "caption", "--prompt", "A photo of");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .contains("captionstream: building, since it has not been built yet.", "The first build downloads")
                .contains("built with -q -B", "-pl cli -am package");
        assertThat(run.out().lines())
                .contains("[-Dcaptionstream.home=" + project + "]", "[-Dcaptionstream.stdout=file]")
                .endsWith("[-jar]", "[" + jar() + "]", "[caption]", "[--prompt]", "[A photo of]");
    }

    @Test
    void runs_at_once_what_is_built() throws Exception {
        run(project.resolve("captionstream"));

        Run second = run(project.resolve("captionstream"), "--version");

        assertThat(second.err()).isEmpty();
        assertThat(second.out().lines()).endsWith("[--version]");
    }

    @Test
    void builds_again_when_a_source_has_changed_and_says_which() throws Exception {
        run(project.resolve("captionstream"));
        Files.setLastModifiedTime(jar(), FileTime.from(LONG_AGO));
        Files.setLastModifiedTime(project.resolve("cli/target/.built"), FileTime.from(LONG_AGO));

        Run second = run(project.resolve("captionstream"));

        assertThat(second.err())
                .contains("is newer than the last build.")
                .contains("built with")
                .doesNotContain("first build");
        assertThat(run(project.resolve("captionstream")).err()).isEmpty();
    }

    @Test
    void does_not_build_for_a_jar_that_a_build_left_as_it_was() throws Exception {
        run(project.resolve("captionstream"));
        Files.setLastModifiedTime(jar(), FileTime.from(LONG_AGO));

        assertThat(run(project.resolve("captionstream")).err()).isEmpty();
    }

    @Test
    void starts_nothing_when_the_build_fails_and_tries_again_next_time() throws Exception {
        program("mvn", "echo 'no such symbol' >&2; exit 1\n");

        Run failed = run(project.resolve("captionstream"));

        assertThat(failed.exitCode()).isEqualTo(3);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).contains("no such symbol", "captionstream: The build failed, see above");
        program("mvn", MVN);
        assertThat(run(project.resolve("captionstream")).exitCode()).isZero();
    }

    @Test
    void takes_over_the_lock_of_a_build_that_was_killed() throws Exception {
        Files.createDirectories(project.resolve(".captionstream"));
        Files.writeString(project.resolve(".captionstream/build.lock"), "999999999\n");

        assertThat(run(project.resolve("captionstream")).exitCode()).isZero();

        assertThat(project.resolve(".captionstream/build.lock")).doesNotExist();
    }

    @Test
    void says_what_is_missing() throws Exception {
        Files.delete(bin.resolve("mvn"));
        assertFails("captionstream: Maven is not installed, and captionstream must be built: it has not been built yet."
                + " Install Maven 3.8 or later");
        Files.delete(bin.resolve("java"));
        assertFails("captionstream: Java is not installed. Install a JDK, version 17 or later, or set JAVA_HOME");
    }

    @Test
    void refuses_a_java_that_is_too_old() throws Exception {
        program("java", "echo 'java version \"1.8.0_292\"' >&2\n");

        assertFails("captionstream: " + bin.resolve("java")
                + " is Java 8; 17 or later is needed. Install it, or set JAVA_HOME");
    }

    @Test
    void works_through_a_link_from_anywhere() throws Exception {
        Path link = Files.createSymbolicLink(
                folder.resolve("link"), Path.of("a project").resolve("captionstream"));

        assertThat(run(link).out()).contains("[-Dcaptionstream.home=" + project + "]");
    }

    private void assertFails(String line) throws Exception {
        Run run = run(project.resolve("captionstream"));
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err().lines()).containsExactly(line);
    }

    private Path jar() {
        return project.resolve("cli/target/captionstream.jar");
    }

    private void program(String name, String script) throws IOException {
        Path program = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script);
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private static Path located(String tool) {
        return List.of("/bin", "/usr/bin").stream()
                .map(place -> Path.of(place, tool))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private Run run(Path script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        Process process = builder.start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Run(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private record Run(int exitCode, String out, String err) {}
}
