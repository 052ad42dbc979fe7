/** How good captions are beside what people wrote about the same images: plain values, no model and no Kafka. */
@NullMarked
package captionstream.worker.evaluate;

import org.jspecify.annotations.NullMarked;
