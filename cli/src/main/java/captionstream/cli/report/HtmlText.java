package captionstream.cli.report;

/** Text that a browser shows and never runs, within elements as well as within quoted attributes. */
final class HtmlText {
    private HtmlText() {}

    static String of(String text) {
        StringBuilder html = new StringBuilder(text.length());
        text.chars().forEach(unit -> {
            switch (unit) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append((char) unit);
            }
        });
        return html.toString();
    }
}
