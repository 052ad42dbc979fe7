package captionstream.cli.watch;

import captionstream.PromptRanking;
import captionstream.topology.statistics.WindowLength;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Which rankings to show: those over all time, or of windows of one length. Other records are all shown. */
record RankingWindow(WindowLength length) {
    static final RankingWindow ALL_TIME = new RankingWindow(WindowLength.ALL_TIME);

    boolean shows(SpecificRecord record) {
        if (!(record instanceof PromptRanking ranking)) {
            return true;
        }
        String code = ranking.getWindow();
        return code == null ? length == WindowLength.ALL_TIME : code.equals(length.code());
    }

    static final class Converter implements ITypeConverter<RankingWindow> {
        @Override
        public RankingWindow convert(String code) {
            try {
                return new RankingWindow(WindowLength.ofCode(code));
            } catch (IllegalArgumentException e) {
                String codes = Arrays.stream(WindowLength.values())
                        .map(WindowLength::code)
                        .collect(Collectors.joining(", "));
                throw new TypeConversionException("expected one of " + codes + ", not '" + code + "'");
            }
        }
    }
}
