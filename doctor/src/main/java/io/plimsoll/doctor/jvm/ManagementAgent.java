package io.plimsoll.doctor.jvm;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Asks the management beans of a JVM, through the agent that is started in it for that. */
public final class ManagementAgent {

    private ManagementAgent() {}

    /**
     * Asks for the buffers.
     *
     * @param timeoutSeconds how long to wait; a thread that still waits then ends with this JVM
     * @return nothing if it can't be asked
     */
    public static Optional<BufferPools> buffers(long pid, int timeoutSeconds) {
        FutureTask<BufferPools> answer = new FutureTask<>(() -> ask(pid));
        Thread asking = new Thread(answer, "management-agent");
        asking.setDaemon(true);
        asking.start();
        try {
            return Optional.of(answer.get(timeoutSeconds, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (java.util.concurrent.ExecutionException | TimeoutException refused) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("BanJNDI") // the address names a stub itself, and comes from that JVM alone
    private static BufferPools ask(long pid) throws IOException, AttachNotSupportedException {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        String address;
        try {
            address = machine.startLocalManagementAgent();
        } finally {
            machine.detach();
        }
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            BufferPoolMXBean direct = pool(beans, "direct");
            BufferPoolMXBean mapped = pool(beans, "mapped");
            return new BufferPools(
                    Math.max(0, direct.getMemoryUsed()),
                    direct.getCount(),
                    Math.max(0, mapped.getMemoryUsed()),
                    mapped.getCount());
        }
    }

    private static BufferPoolMXBean pool(MBeanServerConnection beans, String name)
            throws IOException {
        return ManagementFactory.newPlatformMXBeanProxy(
                beans, "java.nio:type=BufferPool,name=" + name, BufferPoolMXBean.class);
    }
}
