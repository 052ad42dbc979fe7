package captionstream.cli.watch;

import captionstream.PromptRanking;
import captionstream.topology.statistics.WindowLength;
import org.apache.avro.specific.SpecificRecord;

/** Which rankings to show: those over all time, or of windows of one length. Other records are all shown. */
record RankingWindow(WindowLength length) {
    boolean shows(SpecificRecord record) {
        if (!(record instanceof PromptRanking ranking)) {
            return true;
        }
        String code = ranking.getWindow();
        return code == null ? length == WindowLength.ALL_TIME : code.equals(length.code());
    }
}
