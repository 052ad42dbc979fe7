package captionstream.cli.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The snippets of docs/consuming.md. */
final class ConsumingGuide {
    private static final Pattern SNIPPET =
            Pattern.compile("^```(\\w+)\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern PUBLIC_CLASS = Pattern.compile("public class (\\w+)");

    private ConsumingGuide() {}

    static List<String> snippets(String language) {
        return SNIPPET.matcher(text())
                .results()
                .filter(snippet -> snippet.group(1).equals(language))
                .map(snippet -> snippet.group(2))
                .toList();
    }

    static Stream<String> matches(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map((MatchResult match) -> match.group(1));
    }

    static String className(String java) {
        Matcher name = PUBLIC_CLASS.matcher(java);
        if (!name.find()) {
            throw new AssertionError("no public class in " + java);
        }
        return name.group(1);
    }

    /** @throws AssertionError where the compiler refuses it */
    static void compile(String java, Path folder) throws IOException {
        Path source = Files.writeString(folder.resolve(className(java) + ".java"), java);
        int problems = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath(), "-d", folder.toString(), source.toString());
        if (problems != 0) {
            throw new AssertionError("javac refuses " + source);
        }
    }

    /** Surefire may have put the whole of it into a jar's manifest. */
    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static String text() {
        try {
            return Files.readString(Path.of("..", "docs", "consuming.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
