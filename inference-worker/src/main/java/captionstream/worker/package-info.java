/** The inference worker: a loop that collects requests, loads their images, captions them and publishes the outcomes. */
@NullMarked
package captionstream.worker;

import org.jspecify.annotations.NullMarked;
