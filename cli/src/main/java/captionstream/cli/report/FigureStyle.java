package captionstream.cli.report;

import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;

/** How all figures look. */
final class FigureStyle {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 540;
    private static final int LONGEST_LABEL = 40;

    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

    /** Told apart with every kind of colour vision (Okabe and Ito, 2008). */
    private static final Color[] COLOURS = IntStream.of(
                    0x0072b2, 0xe69f00, 0x009e73, 0xcc79a7, 0x56b4e9, 0xd55e00, 0x000000)
            .mapToObj(Color::new)
            .toArray(Color[]::new);

    /** From below the centre to above it. */
    private static final Color[] DIVERGING = {new Color(0x2166ac), new Color(0xf7f7f7), new Color(0xb2182b)};

    private FigureStyle() {}

    static XYChart lines(String xTitle, String yTitle) {
        XYChart chart = styled(new XYChart(WIDTH, HEIGHT), xTitle, yTitle);
        chart.getStyler().setSeriesColors(COLOURS);
        return chart;
    }

    static CategoryChart bars(String xTitle, String yTitle) {
        CategoryChart chart = styled(new CategoryChart(WIDTH, HEIGHT), xTitle, yTitle);
        chart.getStyler().setSeriesColors(COLOURS);
        return chart;
    }

    static HeatMapChart heatMap(String xTitle, String yTitle) {
        HeatMapChart chart = styled(new HeatMapChart(WIDTH, HEIGHT, ChartTheme.XChart), xTitle, yTitle);
        chart.getStyler().setRangeColors(DIVERGING).setValueFont(FONT);
        return chart;
    }

    private static <C extends Chart<? extends AxesChartStyler, ?>> C styled(C chart, String xTitle, String yTitle) {
        chart.setXAxisTitle(xTitle);
        chart.setYAxisTitle(yTitle);
        AxesChartStyler styler = chart.getStyler();
        styler.setLocale(Locale.ROOT);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setLegendFont(FONT);
        styler.setLegendPosition(LegendPosition.OutsideE);
        return chart;
    }

    /** A prompt in a legend. */
    static String legend(String label, String prompt) {
        boolean fits = prompt.codePointCount(0, prompt.length()) <= LONGEST_LABEL;
        String cut = fits ? prompt : prompt.substring(0, prompt.offsetByCodePoints(0, LONGEST_LABEL - 1)) + "…";
        return label + " " + cut;
    }
}
