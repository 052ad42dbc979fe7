package captionstream.cli.report;

import java.util.List;
import java.util.stream.Collectors;

/** A TeX document of one PGFPlots axis. */
final class TexFigure {
    private TexFigure() {}

    /**
     * @param options of the axis
     * @param plots the commands in it
     */
    static String of(List<String> options, List<String> plots) {
        return """
                \\documentclass[tikz,border=4pt]{standalone}
                \\usepackage{pgfplots}
                \\pgfplotsset{compat=1.16}
                \\begin{document}
                \\begin{tikzpicture}
                \\begin{axis}[
                %s
                ]
                %s
                \\end{axis}
                \\end{tikzpicture}
                \\end{document}
                """.formatted(
                        options.stream().map(option -> "  " + option).collect(Collectors.joining(",\n")),
                        String.join("\n", plots));
    }

    static String legendEntry(String text) {
        return "\\addlegendentry{" + TexText.of(text) + "}";
    }
}
