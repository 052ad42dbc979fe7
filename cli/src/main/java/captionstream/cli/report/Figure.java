package captionstream.cli.report;

import org.knowm.xchart.internal.chartpart.Chart;

/** One of the paper's figures. */
interface Figure {
    /** Of its files, without an ending. */
    String name();

    /** What it shows, in a sentence. */
    String caption();

    Chart<?, ?> chart();

    /** A TeX document that draws the same with PGFPlots from the data files beside it. */
    String tex();
}
