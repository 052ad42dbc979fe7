package captionstream.benchmarks.images;

import captionstream.benchmarks.measure.FigureTable;
import captionstream.benchmarks.measure.Spread;
import captionstream.benchmarks.pipeline.Photographs;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Progress;
import captionstream.cli.console.Terminal;
import captionstream.worker.image.ClipPreprocessor;
import captionstream.worker.image.ImageDecoder;
import captionstream.worker.image.ImageSpec;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "images",
        description =
                "JPEGs of 640 by 480 decoded and preprocessed for CLIP, beside Pillow on the same files, by turns."
                        + " Counted is processor time, with all that the garbage collector and the compiler take.")
public final class ImagesBenchmark implements Callable<Integer> {
    private static final double TARGET = 1.5;
    private static final int ROUNDS_OF_WARM_UP = 20;
    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final float[] MEAN = {0.48145466f, 0.4578275f, 0.40821073f};
    private static final float[] DEVIATION = {0.26862954f, 0.26130258f, 0.27577711f};

    private final Terminal terminal;
    private final ImageDecoder decoder = new ImageDecoder();
    private final ClipPreprocessor preprocessor = new ClipPreprocessor(new ImageSpec(224, MEAN, DEVIATION));

    @Option(names = "--work", paramLabel = "DIR", required = true, description = "Folder for images; run.sh names one.")
    private Path work = Path.of("");

    @Option(names = "--repetitions", defaultValue = "9", description = "Of each contender (${DEFAULT-VALUE}).")
    private int repetitions;

    @Option(names = "--images", defaultValue = "48", description = "Different ones (${DEFAULT-VALUE}).")
    private int images;

    @Option(names = "--times", defaultValue = "4", description = "Each image in a repetition (${DEFAULT-VALUE}).")
    private int times;

    @Option(names = "--python", defaultValue = "python3", description = "Has Pillow and NumPy (${DEFAULT-VALUE}).")
    private String python = "";

    @Option(names = "--peer", required = true, description = "The script around Pillow; run.sh names it.")
    private Path peer = Path.of("");

    public ImagesBenchmark(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (repetitions < 1 || images < 1 || times < 1) {
            throw CommandFailure.usage("--repetitions, --images and --times must be 1 or more", "");
        }
        List<Path> files = Photographs.write(work.resolve("images").toAbsolutePath(), images);
        List<byte[]> jpegs = new ArrayList<>();
        for (Path file : files) {
            jpegs.add(Files.readAllBytes(file));
        }
        try (PillowPeer pillow = PillowPeer.start(python, peer, files)) {
            List<Double> ours = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            compare(jpegs, pillow, ours, theirs);
            return result(ours, theirs, pillow.version(), largestDifference(jpegs, pillow));
        }
    }

    private void compare(List<byte[]> jpegs, PillowPeer pillow, List<Double> ours, List<Double> theirs)
            throws IOException {
        try (Progress progress = new Progress(terminal, "repetitions")) {
            progress.note("warming up");
            measure(jpegs, ROUNDS_OF_WARM_UP);
            pillow.measure(1);
            for (int repetition = 0; repetition < repetitions; repetition++) {
                ours.add(rate(measure(jpegs, times)));
                theirs.add(rate(pillow.measure(times)));
                progress.update(repetition + 1, repetitions);
            }
        }
    }

    private double rate(double seconds) {
        return images * times / seconds;
    }

    /** @return processor seconds */
    private double measure(List<byte[]> jpegs, int rounds) {
        long begun = MACHINE.getProcessCpuTime();
        for (int round = 0; round < rounds; round++) {
            jpegs.forEach(this::pixels);
        }
        return (MACHINE.getProcessCpuTime() - begun) / 1e9;
    }

    private float[] pixels(byte[] jpeg) {
        return preprocessor.pixels(decoder.decode(jpeg));
    }

    /** In steps of 1/255: the two decode JPEGs by different versions of libjpeg. */
    private double largestDifference(List<byte[]> jpegs, PillowPeer pillow) throws IOException {
        float[] theirs = pillow.pixels(work.resolve("pillow.pixels").toAbsolutePath());
        double largest = 0;
        int at = 0;
        for (byte[] jpeg : jpegs) {
            float[] ours = pixels(jpeg);
            for (int i = 0; i < ours.length; i++, at++) {
                int channel = i / (ours.length / 3);
                largest = Math.max(largest, Math.abs(ours[i] - theirs[at]) * DEVIATION[channel] * 255);
            }
        }
        return largest;
    }

    private int result(List<Double> ours, List<Double> theirs, String peer, double difference) {
        Spread ratio = Spread.ofRatios(ours, theirs);
        FigureTable table = new FigureTable();
        table.add("captionstream, images a processor second", new Spread(ours).text(0));
        table.add(peer + ", images a processor second", new Spread(theirs).text(0));
        table.add(
                "captionstream / " + peer,
                ratio.text(2),
                String.format(Locale.ROOT, "%.1f", TARGET),
                ratio.median() >= TARGET);
        table.add("largest difference of a sample, of 255", String.format(Locale.ROOT, "%.0f", difference));
        table.lines().forEach(terminal.out()::println);
        return table.isAnyMissed() ? ExitCode.FAILED : ExitCode.OK;
    }
}
