using System.Diagnostics;
using System.Net.Sockets;

namespace NetStack.Tests.Wire;

/// <summary>The program nginx on port 80 of a namespace, with the files of a folder.</summary>
internal sealed class Nginx : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nginx").FullName;
    private readonly Process _process;

    public Nginx(Playground place, string files)
    {
        Playground.Demand("nginx", "nginx-light");
        string settings = Path.Combine(_folder, "nginx.conf");
        File.WriteAllText(settings, $$"""
            daemon off; master_process off; user root; pid {{_folder}}/pid; error_log {{_folder}}/error.log;
            events { worker_connections 1024; }
            http {
                access_log off; sendfile on;
                client_body_temp_path {{_folder}}; proxy_temp_path {{_folder}}; fastcgi_temp_path {{_folder}};
                uwsgi_temp_path {{_folder}}; scgi_temp_path {{_folder}};
                server { listen 80; listen [::]:80; root {{files}}; }
            }
            """);
        _process = place.Start("nginx", "-c", settings, "-e", Path.Combine(_folder, "error.log"));
        Playground.Await(() => IsListening(place), "nginx does not listen");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static bool IsListening(Playground place)
    {
        try
        {
            KernelPeer.Connect(place.Name, "127.0.0.1", 80).Dispose();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
