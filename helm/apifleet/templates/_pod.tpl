{{/* What every pod of the chart has in common: include "apifleet.podSecurity" USER */}}
{{- define "apifleet.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "apifleet.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{/* JVM flags for a small pod: one collector thread, half of the limit for what is not heap, and the second compiler for what a start alone does not call often. */}}
{{- define "apifleet.javaOptions" -}}
-XX:+UseSerialGC -XX:MaxRAMPercentage=45 -XX:+ExitOnOutOfMemoryError -Djava.io.tmpdir=/tmp -XX:Tier2InvokeNotifyFreqLog=14 -XX:Tier3InvokeNotifyFreqLog=14 -XX:Tier23InlineeNotifyFreqLog=24 -XX:Tier2BackedgeNotifyFreqLog=18 -XX:Tier3BackedgeNotifyFreqLog=18 -Djdk.reflect.useNativeAccessorOnly=true
{{- end }}

{{- define "apifleet.redisSecret" -}}
{{ if .Values.redis.enabled }}apifleet-redis{{ else }}{{ .Values.redis.external.secretName }}{{ end }}
{{- end }}
