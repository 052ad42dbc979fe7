package captionstream.cli.report;

import captionstream.Caption;
import captionstream.PromptRanking;
import captionstream.topology.statistics.Window;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code report.html}: the run on one page that needs no other file and makes no request. */
final class HtmlReport {
    private static final String STYLE = """
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
            table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
            th, td { padding: .3rem .6rem; text-align: right; border-bottom: 1px solid #8884; }
            th:first-child, td:first-child { text-align: left; }
            .published { opacity: .7; }
            .wide { overflow-x: auto; }
            figure { margin: 2rem 0; }
            img { max-width: 100%; background: #fff; }
            dt { font-weight: 600; }
            dd { margin: 0 0 .5rem; overflow-wrap: anywhere; }
            """;

    private final Results results;
    private final RunStatistics statistics;

    HtmlReport(Results results, RunStatistics statistics) {
        this.results = results;
        this.statistics = statistics;
    }

    /** @param pictures PNG by figure, in their order */
    String page(Map<Figure, byte[]> pictures) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
                <title>captionstream report</title>
                <style>
                %s</style>
                </head>
                <body>
                <h1>captionstream report</h1>
                <dl>
                %s
                </dl>
                <h2>Prompts</h2>
                <p>CLIP scores are 100 · cosine of CLIP's embeddings of image and caption; control is what the same captions score
                against another image, weighted is the score times the confidence. In grey, what the paper published.</p>
                <div class="wide"><table>
                %s
                </table></div>
                %s
                </body>
                </html>
                """.formatted(STYLE, provenance(), PromptTable.of(statistics), figures(pictures));
    }

    private String provenance() {
        PromptRanking ranking = statistics.ranking("confidence");
        return String.join(
                "\n",
                fact("Model", results.model()) + window(),
                fact("Decoding", distinct(Caption::getDecoding)),
                fact("Prompt sets", distinct(Caption::getPromptSet)),
                fact(
                        "Images",
                        ranking.getImages() + ", " + ranking.getCompleteImages() + " with a caption for every prompt"),
                fact("Captions", String.valueOf(results.captions().size())),
                fact("Captioned", time(Comparator.naturalOrder()) + " to " + time(Comparator.reverseOrder())));
    }

    private String window() {
        Window window = results.window();
        return window.equals(Window.ALL_TIME)
                ? ""
                : "\n"
                        + fact(
                                "Window",
                                window.length().code() + " from " + Instant.ofEpochMilli(window.startMillis()) + " on");
    }

    private static String fact(String name, String value) {
        return "<dt>" + name + "</dt><dd>" + HtmlText.of(value) + "</dd>";
    }

    private String distinct(Function<Caption, String> field) {
        return results.captions().stream().map(field).distinct().sorted().collect(Collectors.joining(", "));
    }

    private String time(Comparator<Instant> order) {
        return results.captions().stream()
                .map(Caption::getCaptionTime)
                .min(order)
                .orElseThrow()
                .toString();
    }

    private static String figures(Map<Figure, byte[]> pictures) {
        return pictures.entrySet().stream()
                .map(entry -> figure(entry.getKey().caption(), entry.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String figure(String caption, byte[] png) {
        String text = HtmlText.of(caption);
        return "<figure><img alt=\"" + text + "\" src=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(png) + "\"><figcaption>" + text + "</figcaption></figure>";
    }
}
