package captionstream.worker;

import captionstream.worker.publish.CaptionRecords;
import captionstream.worker.publish.RequestOutcome;
import java.util.List;

/**
 * @param records how the captions of the one model that made them are written down
 * @param outcomes in the order of the batch
 */
record CaptionedBatch(CaptionRecords records, List<RequestOutcome> outcomes) {}
