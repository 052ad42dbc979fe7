package captionstream.topology;

import captionstream.Caption;
import captionstream.topology.statistics.Captions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the instances are asked about. */
final class QueriedCaptions {
    static final String OTHER_MODEL = "other all 1m@";
    static final String SCRIPT = "<script>alert('1')</script>/../\"%2F& ?#ü";
    private static final Instant BEGIN = Instant.parse("2026-05-01T12:00:00Z");

    private QueriedCaptions() {}

    /** Of twenty minutes of event time, in its order. */
    static List<Caption> captions() {
        List<Caption> captions = new ArrayList<>(Captions.random(7, 60));
        List<Caption> other = Captions.random(8, 20);
        other.forEach(caption -> caption.setModel(OTHER_MODEL));
        captions.addAll(other);
        for (int prompt = 0; prompt < Captions.PROMPTS.size(); prompt++) {
            captions.add(Captions.caption(SCRIPT, prompt, prompt == 3 ? 33.25 : 20));
        }
        for (Caption caption : captions) {
            int second = Math.floorMod(caption.getImageId().hashCode(), 20 * 60);
            caption.setEventTime(BEGIN.plusSeconds(second));
            caption.setCaptionTime(
                    BEGIN.plusSeconds(3600).plus(caption.getCaptionTime().toEpochMilli(), ChronoUnit.MILLIS));
        }
        captions.sort(Comparator.comparing(Caption::getEventTime));
        return captions;
    }
}
