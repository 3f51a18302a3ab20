package io.ackline.producer;

import java.io.IOException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a service in a process of its own holds on to, as its own metrics say it.
 */
public final class ServiceMemory {

	private final ServiceProcess service;

	public ServiceMemory(ServiceProcess service) {
		this.service = service;
	}

	/**
	 * Returns the bytes of the heap that are in use now, garbage among them.
	 */
	public long usedHeap() {
		return metric("jvm.memory.used?tag=area:heap");
	}

	/**
	 * Collects the garbage, and returns the bytes of the heap that are left, without what
	 * has come since.
	 */
	public long liveHeap() throws IOException, InterruptedException {
		long collections = collections();
		Process collection = new ProcessBuilder(ServiceProcess.javaProgram("jcmd"), String.valueOf(this.service.pid()),
				"GC.run")
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		assertThat(collection.waitFor()).isZero();
		await().until(() -> collections() > collections);
		return metric("jvm.gc.live.data.size");
	}

	private long collections() {
		return metric("jvm.gc.pause?tag=cause:Diagnostic%20Command");
	}

	public long directBuffers() {
		return metric("jvm.buffer.memory.used?tag=id:direct");
	}

	public long threads() {
		return metric("jvm.threads.live");
	}

	/**
	 * Returns the first value of a metric, 0 if there is none yet.
	 */
	private long metric(String name) {
		HttpAnswer answer = this.service.http().get("/actuator/metrics/" + name);
		return (answer.status() == 200) ? answer.json().at("/measurements/0/value").asLong() : 0;
	}

}
