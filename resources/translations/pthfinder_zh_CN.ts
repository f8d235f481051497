<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>pthf::AboutDialog</name>
    <message>
        <source>About Pthfinder</source>
        <translation>关于 Pthfinder</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Made of</source>
        <translation>组成</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Icon of Pthfinder</source>
        <translation>Pthfinder 图标</translation>
    </message>
    <message>
        <source>Pthfinder %1</source>
        <translation>Pthfinder %1</translation>
    </message>
    <message>
        <source>Looks into PyTorch checkpoints without running them, says what is wrong with them, and writes the one you need.

The window is under the GNU GPL, version 3 or later; the library and pthf are under the Apache License 2.0.</source>
        <translation>查看 PyTorch 检查点而不执行其中的代码，指出问题所在，并写出你需要的文件。

图形界面采用 GNU GPL 第 3 版或更高版本；程序库和 pthf 采用 Apache License 2.0。</translation>
    </message>
    <message>
        <source>Libraries and their licences</source>
        <translation>所用的库及其许可证</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>库</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Texts of the licences</source>
        <translation>许可证全文</translation>
    </message>
</context>
<context>
    <name>pthf::BadgeStrip</name>
    <message>
        <source>Loads on %1</source>
        <translation>可在 %1 上加载</translation>
    </message>
    <message>
        <source>Does not load on %1; fix</source>
        <translation>无法在 %1 上加载；修复</translation>
    </message>
    <message>
        <source>Does not load on %1</source>
        <translation>无法在 %1 上加载</translation>
    </message>
    <message>
        <source>Fix</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Loads on</source>
        <translation>可加载于</translation>
    </message>
    <message>
        <source>as planned</source>
        <translation>按计划</translation>
    </message>
    <message>
        <source>Move to cpu, remove wrapper prefixes, leave out the optimizer, safe for weights_only</source>
        <translation>移到 cpu，去掉包装前缀，去掉优化器，可用 weights_only 安全加载</translation>
    </message>
    <message>
        <source>Laptop copy…</source>
        <translation>笔记本副本…</translation>
    </message>
    <message>
        <source>+%1</source>
        <comment>further badges</comment>
        <translation>+%1</translation>
    </message>
    <message>
        <source>Laptop copy, %1</source>
        <translation>笔记本副本，%1</translation>
    </message>
    <message>
        <source>%1: fix</source>
        <translation>%1：修复</translation>
    </message>
    <message>
        <source>Further places</source>
        <translation>其他环境</translation>
    </message>
</context>
<context>
    <name>pthf::BatchDialog</name>
    <message>
        <source>Convert many files</source>
        <translation>批量转换文件</translation>
    </message>
    <message>
        <source>Copy the table</source>
        <translation>复制表格</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Convert</source>
        <translation>转换</translation>
    </message>
    <message>
        <source>Use a recipe…</source>
        <translation>使用配方…</translation>
    </message>
    <message>
        <source>beside each file</source>
        <translation>各文件旁边</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Folder for the results</source>
        <translation>结果文件夹</translation>
    </message>
    <message>
        <source>{name} is the file&apos;s name without its extension, {ext} the extension</source>
        <translation>{name} 是不含扩展名的文件名，{ext} 是扩展名</translation>
    </message>
    <message>
        <source>As each file has it</source>
        <translation>与各文件相同</translation>
    </message>
    <message>
        <source>PyTorch zip, torch ≥ 1.6</source>
        <translation>PyTorch zip，torch ≥ 1.6</translation>
    </message>
    <message>
        <source>PyTorch stream, torch 0.4 to 1.5</source>
        <translation>PyTorch 流格式，torch 0.4 至 1.5</translation>
    </message>
    <message>
        <source>safetensors</source>
        <translation>safetensors</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>Every byte</source>
        <translation>每个字节</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>不验证</translation>
    </message>
    <message>
        <source>Replace files that are there</source>
        <translation>替换已有的文件</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Results in</source>
        <translation>结果位置</translation>
    </message>
    <message>
        <source>Named</source>
        <translation>命名</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Files and what became of them</source>
        <translation>文件及其结果</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>no changes: a faithful copy in the chosen format</source>
        <translation>没有改动：以所选格式忠实复制</translation>
    </message>
    <message>
        <source>Use a recipe</source>
        <translation>使用配方</translation>
    </message>
    <message>
        <source>Recipes (*.json);;All files (*)</source>
        <translation>配方 (*.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>无法读取 %1：%2</translation>
    </message>
    <message>
        <source>%1 is no recipe.
%2</source>
        <translation>%1 不是配方。
%2</translation>
    </message>
    <message>
        <source>Files to convert</source>
        <translation>要转换的文件</translation>
    </message>
    <message>
        <source>Converting %1</source>
        <translation>正在转换 %1</translation>
    </message>
    <message>
        <source>stopped; nothing was written</source>
        <translation>已停止；未写入任何内容</translation>
    </message>
    <message>
        <source>Add files first</source>
        <translation>请先添加文件</translation>
    </message>
    <message>
        <source>No files yet: add them, or drop them here</source>
        <translation>尚无文件：请添加或拖放到此处</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s), %1 written, %2 failed</source>
        <translation>
            <numerusform>%n 个文件，%1 个已写入，%2 个失败</numerusform>
        </translation>
    </message>
    <message>
        <source>is there already, just as planned</source>
        <translation>已存在，且与计划一致</translation>
    </message>
</context>
<context>
    <name>pthf::BatchModel</name>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>converting…</source>
        <translation>转换中…</translation>
    </message>
    <message>
        <source>written</source>
        <translation>已写入</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>所做的改动</translation>
    </message>
</context>
<context>
    <name>pthf::ByteParts</name>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>%1 of the tensors</source>
        <translation>张量的 %1</translation>
    </message>
</context>
<context>
    <name>pthf::BytesPage</name>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Bytes of the storage</source>
        <translation>存储的字节</translation>
    </message>
    <message>
        <source>The storage is empty</source>
        <translation>存储为空</translation>
    </message>
    <message>
        <source>The file ends before these bytes: nothing of this tensor is stored</source>
        <translation>文件在这些字节之前就结束了：该张量没有存下任何内容</translation>
    </message>
    <message>
        <source>Storage %1, %2; the tensor begins at %3</source>
        <translation>存储 %1，%2；张量从 %3 开始</translation>
    </message>
    <message>
        <source>, byte %1 of the file</source>
        <translation>，位于文件第 %1 字节</translation>
    </message>
    <message>
        <source>Reading bytes</source>
        <translation>正在读取字节</translation>
    </message>
</context>
<context>
    <name>pthf::CardBar</name>
    <message>
        <source>%1 parameters</source>
        <translation>%1 个参数</translation>
    </message>
    <message>
        <source>%1 tensors</source>
        <translation>%1 个张量</translation>
    </message>
    <message>
        <source>Loads with weights_only=True: no code of others is run</source>
        <translation>可用 weights_only=True 加载：不会执行他人的代码</translation>
    </message>
    <message>
        <source>torch.load with weights_only=True refuses this file</source>
        <translation>torch.load 以 weights_only=True 拒绝该文件</translation>
    </message>
    <message>
        <source>torch.load with weights_only=True stops at %1</source>
        <translation>torch.load 以 weights_only=True 在 %1 处中止</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>打开的文件</translation>
    </message>
    <message>
        <source>Safe</source>
        <translation>安全</translation>
    </message>
    <message>
        <source>Needs code</source>
        <translation>需要代码</translation>
    </message>
    <message>
        <source>Dangerous</source>
        <translation>危险</translation>
    </message>
</context>
<context>
    <name>pthf::ChangeLabel</name>
    <message>
        <source>%1 becomes %2</source>
        <translation>%1 变为 %2</translation>
    </message>
</context>
<context>
    <name>pthf::ChangesTable</name>
    <message>
        <source>What changes</source>
        <translation>改动内容</translation>
    </message>
    <message>
        <source>%1: %2 becomes %3, %4</source>
        <translation>%1：%2 变为 %3，%4</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>数量</translation>
    </message>
</context>
<context>
    <name>pthf::CheckDialog</name>
    <message>
        <source>Cancelled. The device&apos;s memory is given back.</source>
        <translation>已取消。设备内存已归还。</translation>
    </message>
    <message>
        <source>The memory did not suffice, and is given back: %1</source>
        <translation>内存不足，已归还：%1</translation>
    </message>
    <message>
        <source>It cannot be checked: %1</source>
        <translation>无法检查：%1</translation>
    </message>
    <message>
        <source>The check broke off, and the device&apos;s memory is given back: %1</source>
        <translation>检查中断，设备内存已归还：%1</translation>
    </message>
    <message>
        <source>Check on device</source>
        <translation>在设备上检查</translation>
    </message>
    <message>
        <source>Carries what a save would write to the device and back, and compares every byte. Nothing is written.</source>
        <translation>把将要保存的内容传到设备再传回，逐字节比较。不写入任何文件。</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>Cancel the check</source>
        <translation>取消检查</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Those that the plan names</source>
        <translation>计划中指定的设备</translation>
    </message>
    <message>
        <source>Cast to %1</source>
        <translation>转换为 %1</translation>
    </message>
    <message>
        <source>Asking the devices…</source>
        <translation>正在询问设备…</translation>
    </message>
    <message>
        <source>It does not fit; nothing was carried</source>
        <translation>放不下；未传输任何内容</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n storages, %2, %3 there, %4 back, at most %5 taken</source>
        <translation>
            <numerusform>%1：%n 个存储，%2，去程 %3，回程 %4，最多占用 %5</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, blocks not page-locked</source>
        <translation>%1，内存块未锁页</translation>
    </message>
    <message>
        <source>%1 compared, all equal</source>
        <translation>已比较 %1，全部相同</translation>
    </message>
    <message numerus="yes">
        <source>%n storages came back changed:</source>
        <translation>
            <numerusform>%n 个存储传回后有变化：</numerusform>
        </translation>
    </message>
    <message>
        <source>needs %1 of %2 free on %3</source>
        <translation>需要 %1，%3 上可用 %2</translation>
    </message>
    <message>
        <source>needs %1 on %2</source>
        <translation>在 %2 上需要 %1</translation>
    </message>
    <message>
        <source>%1; as %2 %3</source>
        <translation>%1；转为 %2 后为 %3</translation>
    </message>
    <message>
        <source>%1 GB/s</source>
        <translation>%1 GB/s</translation>
    </message>
    <message>
        <source>%1 of %2 there and back, %3/s</source>
        <translation>往返 %1 / %2，%3/秒</translation>
    </message>
</context>
<context>
    <name>pthf::CheckpointViews</name>
    <message>
        <source>Copy report as Markdown</source>
        <translation>复制报告为 Markdown</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Storages</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Search keys and values Ctrl+F</source>
        <translation>搜索键和值 Ctrl+F</translation>
    </message>
    <message>
        <source>Search in the tree</source>
        <translation>在树中搜索</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>树</translation>
    </message>
    <message>
        <source>Search keys and values (Ctrl+F)</source>
        <translation>搜索键和值（Ctrl+F）</translation>
    </message>
    <message>
        <source>Copies what is known of the file as Markdown, for an issue</source>
        <translation>将对文件的了解复制为 Markdown，便于提交 issue</translation>
    </message>
</context>
<context>
    <name>pthf::ChipLabel</name>
    <message>
        <source>%1 becomes %2</source>
        <translation>%1 变为 %2</translation>
    </message>
</context>
<context>
    <name>pthf::CommandFinder</name>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>想做什么？</translation>
    </message>
    <message>
        <source>Words of the command</source>
        <translation>命令的关键词</translation>
    </message>
    <message>
        <source>Commands that match</source>
        <translation>匹配的命令</translation>
    </message>
</context>
<context>
    <name>pthf::CommandLine</name>
    <message>
        <source>Looks into PyTorch checkpoints and writes the one you need.</source>
        <translation>查看 PyTorch 检查点，并写出你需要的文件。</translation>
    </message>
    <message>
        <source>auto, light, dark or high-contrast, for this time only.</source>
        <translation>auto、light、dark 或 high-contrast，仅本次有效。</translation>
    </message>
    <message>
        <source>Keep window state and recent files in this file.</source>
        <translation>把窗口状态和最近文件保存在此文件中。</translation>
    </message>
    <message>
        <source>Open the sample checkpoint.</source>
        <translation>打开示例检查点。</translation>
    </message>
    <message>
        <source>Files to open.</source>
        <translation>要打开的文件。</translation>
    </message>
</context>
<context>
    <name>pthf::CoreText</name>
    <message>
        <source>The optimizer takes %1 of the file; a copy for inference is %2</source>
        <translation>优化器占文件的 %1；推理用副本为 %2</translation>
    </message>
    <message>
        <source>weights_only=True, the default since torch %1, refuses this file: %2</source>
        <translation>weights_only=True（自 torch %1 起为默认）拒绝此文件：%2</translation>
    </message>
    <message>
        <source>Dangerous: torch.load with weights_only=False would call %1; nothing of it was run here</source>
        <translation>危险：torch.load 以 weights_only=False 加载时会调用 %1；此处未执行任何内容</translation>
    </message>
    <message>
        <source>another torch.save follows at %1: only the first one is shown (byte %2)</source>
        <translation>%1 处还有另一次 torch.save 的内容：仅显示第一个（第 %2 字节）</translation>
    </message>
    <message>
        <source>Move to cpu</source>
        <translation>移到 cpu</translation>
    </message>
    <message>
        <source>Write cpu</source>
        <translation>写为 cpu</translation>
    </message>
    <message>
        <source>Make a state dict</source>
        <translation>转为 state dict</translation>
    </message>
    <message>
        <source>Drop it</source>
        <translation>删除它</translation>
    </message>
    <message>
        <source>Make portable</source>
        <translation>转为可移植</translation>
    </message>
    <message>
        <source>Drop optimizer</source>
        <translation>删除优化器</translation>
    </message>
    <message>
        <source>Compact views</source>
        <translation>压缩视图</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>去掉 %1</translation>
    </message>
    <message>
        <source>Computer without GPU</source>
        <translation>无 GPU 的电脑</translation>
    </message>
    <message>
        <source>refused for %1</source>
        <translation>因 %1 被拒绝</translation>
    </message>
    <message>
        <source>refused for %1 at %2</source>
        <translation>因 %2 处的 %1 被拒绝</translation>
    </message>
    <message>
        <source>PyTorch checkpoint (zip, torch ≥ %1)</source>
        <translation>PyTorch 检查点（zip，torch ≥ %1）</translation>
    </message>
    <message>
        <source>PyTorch checkpoint (stream, torch %1 to %2)</source>
        <translation>PyTorch 检查点（流格式，torch %1 至 %2）</translation>
    </message>
    <message>
        <source>TorchScript model (torch.jit.save, zip)</source>
        <translation>TorchScript 模型（torch.jit.save，zip）</translation>
    </message>
    <message>
        <source>safetensors file</source>
        <translation>safetensors 文件</translation>
    </message>
    <message>
        <source>Python pickle (protocol %1), not made by torch.save</source>
        <translation>Python pickle（协议 %1），并非由 torch.save 生成</translation>
    </message>
    <message>
        <source>Keep all devices</source>
        <translation>保持所有设备</translation>
    </message>
    <message>
        <source>Move everything to %1</source>
        <translation>全部移到 %1</translation>
    </message>
    <message>
        <source>Move everything to this computer&apos;s device</source>
        <translation>全部移到本机设备</translation>
    </message>
    <message>
        <source>Move %1 to %2</source>
        <translation>将 %1 移到 %2</translation>
    </message>
    <message>
        <source>Move %1 to %2, the rest to %3</source>
        <translation>将 %1 移到 %2，其余移到 %3</translation>
    </message>
    <message>
        <source>Remove prefix %1</source>
        <translation>去掉前缀 %1</translation>
    </message>
    <message>
        <source>Remove prefix %1 in %2</source>
        <translation>在 %2 中去掉前缀 %1</translation>
    </message>
    <message>
        <source>Add prefix %1</source>
        <translation>添加前缀 %1</translation>
    </message>
    <message>
        <source>Add prefix %1 in %2</source>
        <translation>在 %2 中添加前缀 %1</translation>
    </message>
    <message>
        <source>Remove %1 wherever it stands</source>
        <translation>去掉各处的 %1</translation>
    </message>
    <message>
        <source>Remove %1 wherever it stands in %2</source>
        <translation>在 %2 中去掉各处的 %1</translation>
    </message>
    <message>
        <source>Rename %1 to %2</source>
        <translation>将 %1 重命名为 %2</translation>
    </message>
    <message>
        <source>Rename %1 keys</source>
        <translation>重命名 %1 个键</translation>
    </message>
    <message>
        <source>Keep only %1</source>
        <translation>仅保留 %1</translation>
    </message>
    <message>
        <source>Drop %1</source>
        <translation>删除 %1</translation>
    </message>
    <message>
        <source>Make %1 the root</source>
        <translation>以 %1 作为根</translation>
    </message>
    <message>
        <source>Put everything under %1</source>
        <translation>全部放到 %1 下</translation>
    </message>
    <message>
        <source>Turn whole models into state dicts</source>
        <translation>把整个模型转为 state dict</translation>
    </message>
    <message>
        <source>Turn whole models into state dicts in %1</source>
        <translation>把 %1 中的整个模型转为 state dict</translation>
    </message>
    <message>
        <source>Cast models to %1</source>
        <translation>将模型转换为 %1</translation>
    </message>
    <message>
        <source>Cast %1 to %2</source>
        <translation>将 %1 转换为 %2</translation>
    </message>
    <message>
        <source>Freeze %1</source>
        <translation>冻结 %1</translation>
    </message>
    <message>
        <source>Unfreeze %1</source>
        <translation>解冻 %1</translation>
    </message>
    <message>
        <source>Give views storages of their own size</source>
        <translation>为视图分配自身大小的存储</translation>
    </message>
    <message>
        <source>Give every tensor a storage of its own</source>
        <translation>为每个张量分配独立的存储</translation>
    </message>
    <message>
        <source>Turn numpy values and objects into plain values</source>
        <translation>把 numpy 值和对象转为普通值</translation>
    </message>
    <message>
        <source>Turn OrderedDict into dict</source>
        <translation>把 OrderedDict 转为 dict</translation>
    </message>
    <message>
        <source>Set %1 to %2</source>
        <translation>将 %1 设为 %2</translation>
    </message>
    <message>
        <source>%1 tensors</source>
        <translation>%1 个张量</translation>
    </message>
    <message>
        <source>%1 tensor</source>
        <translation>%1 个张量</translation>
    </message>
    <message>
        <source>%1 keys</source>
        <translation>%1 个键</translation>
    </message>
    <message>
        <source>%1 key</source>
        <translation>%1 个键</translation>
    </message>
    <message>
        <source>%1 values</source>
        <translation>%1 个值</translation>
    </message>
    <message>
        <source>%1 value</source>
        <translation>%1 个值</translation>
    </message>
    <message>
        <source>%1 collisions</source>
        <translation>%1 个冲突</translation>
    </message>
    <message>
        <source>%1 device values</source>
        <translation>%1 个设备值</translation>
    </message>
    <message>
        <source>%1 device value</source>
        <translation>%1 个设备值</translation>
    </message>
    <message>
        <source>nothing to drop</source>
        <translation>没有可删除的内容</translation>
    </message>
    <message>
        <source>nothing to rename</source>
        <translation>没有可重命名的内容</translation>
    </message>
    <message>
        <source>%1 tensors kept</source>
        <translation>保留 %1 个张量</translation>
    </message>
    <message>
        <source>%1 tensor kept</source>
        <translation>保留 %1 个张量</translation>
    </message>
    <message>
        <source>it is the root already</source>
        <translation>已经是根</translation>
    </message>
    <message>
        <source>%1 level added</source>
        <translation>增加 %1 层</translation>
    </message>
    <message>
        <source>no whole model</source>
        <translation>没有整个模型</translation>
    </message>
    <message>
        <source>%1 models</source>
        <translation>%1 个模型</translation>
    </message>
    <message>
        <source>%1 model</source>
        <translation>%1 个模型</translation>
    </message>
    <message>
        <source>%1 dictionaries</source>
        <translation>%1 个字典</translation>
    </message>
    <message>
        <source>%1 dictionary</source>
        <translation>%1 个字典</translation>
    </message>
    <message>
        <source>%1 values lost</source>
        <translation>丢失 %1 个值</translation>
    </message>
    <message>
        <source>%1 value lost</source>
        <translation>丢失 %1 个值</translation>
    </message>
    <message>
        <source>Rename weight_norm&apos;s weight_g and weight_v to parametrizations</source>
        <translation>将 weight_norm 的 weight_g 和 weight_v 改名为 parametrizations</translation>
    </message>
    <message>
        <source>Rename weight_norm&apos;s parametrizations to weight_g and weight_v</source>
        <translation>将 weight_norm 的 parametrizations 改名为 weight_g 和 weight_v</translation>
    </message>
    <message>
        <source>Rename spectral_norm&apos;s weight_orig to parametrizations</source>
        <translation>将 spectral_norm 的 weight_orig 改名为 parametrizations</translation>
    </message>
    <message>
        <source>Rename spectral_norm&apos;s parametrizations to weight_orig</source>
        <translation>将 spectral_norm 的 parametrizations 改名为 weight_orig</translation>
    </message>
    <message>
        <source>Rename gamma and beta to weight and bias</source>
        <translation>将 gamma 和 beta 改名为 weight 和 bias</translation>
    </message>
    <message>
        <source>Rename weight and bias of norms to gamma and beta</source>
        <translation>将归一化层的 weight 和 bias 改名为 gamma 和 beta</translation>
    </message>
    <message>
        <source>Take the adapter&apos;s name out of LoRA keys</source>
        <translation>从 LoRA 键中去掉适配器的名称</translation>
    </message>
    <message>
        <source>Put the adapter&apos;s name &quot;default&quot; into LoRA keys</source>
        <translation>在 LoRA 键中加入适配器名称“default”</translation>
    </message>
    <message>
        <source>Remove the 0 of a Sequential around a single part</source>
        <translation>去掉只包着一个部分的 Sequential 的 0</translation>
    </message>
    <message>
        <source>Set %1 to %2 of %3</source>
        <translation>将 %1 设为 %3 中的 %2</translation>
    </message>
    <message>
        <source>Set %1 to %2 of %3 in %4</source>
        <translation>在 %4 中将 %1 设为 %3 中的 %2</translation>
    </message>
    <message>
        <source>Make %1 of %2</source>
        <translation>以 %2 生成 %1</translation>
    </message>
    <message>
        <source>Make %1 of %2 in %3</source>
        <translation>在 %3 中以 %2 生成 %1</translation>
    </message>
    <message>
        <source>Transpose %1</source>
        <translation>转置 %1</translation>
    </message>
    <message>
        <source>Transpose %1, dimensions %2 and %3</source>
        <translation>转置 %1 的维度 %2 与 %3</translation>
    </message>
    <message>
        <source>Resize %1 to %2, new room %3</source>
        <translation>将 %1 改为 %2，新增部分为 %3</translation>
    </message>
    <message>
        <source>Resize %1 to %2, new room %3 in %4</source>
        <translation>在 %4 中将 %1 改为 %2，新增部分为 %3</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 等，另有 %2 个</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 和 %2</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1（位于 %2）</translation>
    </message>
    <message>
        <source>the root</source>
        <translation>根</translation>
    </message>
    <message>
        <source>its root</source>
        <translation>其根</translation>
    </message>
    <message>
        <source>the file itself</source>
        <translation>文件本身</translation>
    </message>
    <message>
        <source>this computer&apos;s device</source>
        <translation>本机的设备</translation>
    </message>
    <message>
        <source>all zero</source>
        <translation>全为零</translation>
    </message>
    <message>
        <source>one file of a DeepSpeed checkpoint</source>
        <translation>DeepSpeed 检查点的一个文件</translation>
    </message>
    <message>
        <source>one file of a distributed checkpoint</source>
        <translation>分布式检查点的一个文件</translation>
    </message>
    <message>
        <source>shard %1 of %2</source>
        <translation>第 %1 个分片（共 %2 个）</translation>
    </message>
    <message>
        <source>an attribute of the training code</source>
        <translation>训练代码的属性</translation>
    </message>
    <message>
        <source>activation checkpointing</source>
        <translation>激活检查点</translation>
    </message>
    <message>
        <source>opcode %1</source>
        <translation>操作码 %1</translation>
    </message>
    <message>
        <source>opcodes %1</source>
        <translation>操作码 %1</translation>
    </message>
    <message>
        <source>(&apos;module&apos;, …) persistent ids</source>
        <translation>(&apos;module&apos;, …) 形式的持久标识</translation>
    </message>
    <message>
        <source>TorchScript archive</source>
        <translation>TorchScript 归档</translation>
    </message>
    <message>
        <source>torch.package archive</source>
        <translation>torch.package 归档</translation>
    </message>
    <message>
        <source>tar file of torch 0.1</source>
        <translation>torch 0.1 的 tar 文件</translation>
    </message>
    <message>
        <source>plain pickle</source>
        <translation>普通 pickle</translation>
    </message>
    <message>
        <source>exported program</source>
        <translation>导出的程序</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>null, true, false, a number or a string</source>
        <translation>null、true、false、数字或字符串</translation>
    </message>
    <message>
        <source>a list of strings</source>
        <translation>字符串列表</translation>
    </message>
    <message>
        <source>of unknown shape</source>
        <translation>形状未知</translation>
    </message>
    <message>
        <source>%1 optimizer</source>
        <translation>%1 优化器</translation>
    </message>
    <message>
        <source>%1 scheduler</source>
        <translation>%1 调度器</translation>
    </message>
    <message>
        <source>EMA weights</source>
        <translation>EMA 权重</translation>
    </message>
    <message>
        <source>gradient scaler</source>
        <translation>梯度缩放器</translation>
    </message>
    <message>
        <source>random state</source>
        <translation>随机状态</translation>
    </message>
    <message>
        <source>configuration</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>%1 {does|do} not fit the new type</source>
        <translation>%1 个超出新类型的范围</translation>
    </message>
    <message>
        <source>%1 {becomes|become} 0</source>
        <translation>%1 个变为 0</translation>
    </message>
    <message>
        <source>%1 {is|are} rounded</source>
        <translation>%1 个被舍入</translation>
    </message>
    <message>
        <source>none changes</source>
        <translation>没有变化</translation>
    </message>
    <message>
        <source>agrees on records</source>
        <translation>记录一致</translation>
    </message>
    <message>
        <source>%1 {difference|differences}</source>
        <translation>%1 处不同</translation>
    </message>
    <message>
        <source>Exchange %1 for %2</source>
        <translation>将 %1 换成 %2</translation>
    </message>
    <message>
        <source>Insert %1</source>
        <translation>插入 %1</translation>
    </message>
    <message>
        <source>Remove the inner %1</source>
        <translation>去掉内层的 %1</translation>
    </message>
    <message>
        <source>Remove the number of the chunk</source>
        <translation>去掉分块编号</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>添加 %1</translation>
    </message>
    <message>
        <source>Put dots back into %1 {name|names}</source>
        <translation>给 %1 个名称补回点号</translation>
    </message>
    <message>
        <source>Rename %1 {key|keys} by position</source>
        <translation>按位置重命名 %1 个键</translation>
    </message>
    <message>
        <source>Rename %1 {key|keys} by shape and order</source>
        <translation>按形状和顺序重命名 %1 个键</translation>
    </message>
    <message>
        <source>%1, drop %2</source>
        <translation>%1，删除 %2</translation>
    </message>
    <message>
        <source>%1, drop %2 {key|keys} that the model does not have</source>
        <translation>%1，删除模型没有的 %2 个键</translation>
    </message>
    <message>
        <source>Drop %1 {key|keys} that the model does not have</source>
        <translation>删除模型没有的 %1 个键</translation>
    </message>
    <message>
        <source>%1 → %2 of %3 match</source>
        <translation>匹配 %1 → %2，共 %3</translation>
    </message>
    <message>
        <source>%1 of %2 match</source>
        <translation>%2 个中匹配 %1 个</translation>
    </message>
    <message>
        <source>%1 of %2 match there</source>
        <translation>%2 个中有 %1 个在那里匹配</translation>
    </message>
    <message>
        <source>no extra keys left</source>
        <translation>不再有多余的键</translation>
    </message>
    <message>
        <source>counters and buffers that a model does not need to load</source>
        <translation>模型加载时不需要的计数器和缓冲区</translation>
    </message>
    <message>
        <source>the names say nothing of what belongs together: look at the pairs before you save</source>
        <translation>名称看不出对应关系：保存前请检查配对</translation>
    </message>
    <message>
        <source>load_state_dict was given the whole file: it names %1 as a key; loading checkpoint[&apos;%2&apos;] does the same</source>
        <translation>load_state_dict 得到的是整个文件：它把 %1 当作键；加载 checkpoint[&apos;%2&apos;] 效果相同</translation>
    </message>
    <message>
        <source>there is no state dict in it to match</source>
        <translation>其中没有可匹配的 state dict</translation>
    </message>
    <message>
        <source>there is no state dict in it to match against</source>
        <translation>其中没有可作为参照的 state dict</translation>
    </message>
    <message>
        <source>%1 {state dict|state dicts} are in the file; %2 is matched</source>
        <translation>文件中有 %1 个 state dict；匹配的是 %2</translation>
    </message>
    <message>
        <source>%1 {state dict|state dicts} are in %2; the one at %3 is the reference</source>
        <translation>%2 中有 %1 个 state dict；参照是 %3 处的那个</translation>
    </message>
    <message>
        <source>by position, name %1 of %2 that differ does not fit: %3 in the file, %4 in the reference</source>
        <translation>按位置，%2 个不同名称中的第 %1 个不合适：文件中是 %3，参照中是 %4</translation>
    </message>
    <message>
        <source>by position, %1 {name|names} of the file stand against %2 {name|names} of the reference; the first without a partner is %3</source>
        <translation>按位置，文件的 %1 个名称对应参照的 %2 个；第一个没有对应的是 %3</translation>
    </message>
    <message>
        <source>Transposed: %1</source>
        <translation>已转置：%1</translation>
    </message>
    <message>
        <source>Other number of positions: drop %1</source>
        <translation>位置数不同：删除 %1</translation>
    </message>
    <message>
        <source>Other vocabulary: drop %1</source>
        <translation>词表不同：删除 %1</translation>
    </message>
    <message>
        <source>New head: drop %1</source>
        <translation>新的头部：删除 %1</translation>
    </message>
    <message>
        <source>Another size of the model</source>
        <translation>模型的另一种规模</translation>
    </message>
    <message>
        <source>%1 in the file, %2 in the model: the same numbers with rows and columns exchanged</source>
        <translation>文件中 %1，模型中 %2：数值相同，行列互换</translation>
    </message>
    <message>
        <source>%1 in the file, %2 in the model: a 1×1 convolution against a linear layer, or the like</source>
        <translation>文件中 %1，模型中 %2：1×1 卷积对应线性层，或类似情况</translation>
    </message>
    <message>
        <source>%1 in the file, %2 in the model: the model was built for another input size; it starts with its own positions</source>
        <translation>文件中 %1，模型中 %2：模型是按另一种输入大小建立的；它以自己的位置开始</translation>
    </message>
    <message>
        <source>%1 in the file, %2 in the model: tokens were added or taken away; the rows that both have could be kept</source>
        <translation>文件中 %1，模型中 %2：增删过词元；双方都有的行可以保留</translation>
    </message>
    <message>
        <source>%1 in the file, %2 in the model; the model keeps its own values there</source>
        <translation>文件中 %1，模型中 %2；模型在此保留自己的值</translation>
    </message>
    <message>
        <source>sizes differ by %1 in %2 {tensor|tensors}: the file and the model are two sizes of one architecture; build the model with the file&apos;s configuration</source>
        <translation>%2 个张量的大小相差 %1：文件和模型是同一架构的两种规模；请用文件的配置建立模型</translation>
    </message>
    <message>
        <source>%1 {size mismatch|size mismatches} left; needs strict=False</source>
        <translation>剩余 %1 处形状不符；需要 strict=False</translation>
    </message>
    <message>
        <source>nothing to click</source>
        <translation>无需点击</translation>
    </message>
    <message>
        <source>size mismatch</source>
        <translation>形状不符</translation>
    </message>
    <message>
        <source>no names of tensors are found in the text: a line each is expected, with the shape behind it, as in &quot;conv1.weight [64, 3, 7, 7]&quot;</source>
        <translation>文本中找不到张量名称：应每行一个，形状写在后面，如 &quot;conv1.weight [64, 3, 7, 7]&quot;</translation>
    </message>
    <message>
        <source>more than %1 names are in the text</source>
        <translation>文本中的名称超过 %1 个</translation>
    </message>
    <message>
        <source>the text ends in the middle of the message: what was cut off is not known</source>
        <translation>文本在消息中间结束：被截断的内容未知</translation>
    </message>
    <message>
        <source>%1 of %2 {unexpected key|unexpected keys} of the message {is|are} not in this state dict: the message may be of another file, or of another part of it</source>
        <translation>消息中 %2 个意外的键有 %1 个不在此 state dict 中：消息可能属于另一个文件，或其另一部分</translation>
    </message>
    <message>
        <source>%1 {key|keys} that the message misses {is|are} in this state dict: it was given something else</source>
        <translation>消息中缺少的 %1 个键就在此 state dict 中：当时给它的是别的内容</translation>
    </message>
    <message>
        <source>%1 {line|lines} of the text {names|name} no tensor and {is|are} left out</source>
        <translation>文本中有 %1 行没有张量名称，已略过</translation>
    </message>
    <message>
        <source>the two tensors have no numbers to compare one by one</source>
        <translation>这两个张量没有可逐一比较的数值</translation>
    </message>
    <message>
        <source>the model at %1 of the one is compared with that at %2 of the other</source>
        <translation>一方 %1 处的模型与另一方 %2 处的模型比较</translation>
    </message>
    <message>
        <source>keys are compared without %1</source>
        <translation>比较键时忽略 %1</translation>
    </message>
    <message>
        <source>%1 cannot be read and is not compared: %2</source>
        <translation>%1 无法读取，未比较：%2</translation>
    </message>
    <message>
        <source>%1 more could not be read</source>
        <translation>还有 %1 个无法读取</translation>
    </message>
    <message>
        <source>needs %1 of %2 free</source>
        <translation>需要 %1，空闲 %2</translation>
    </message>
    <message>
        <source>needs %1 of %2 free on %3</source>
        <translation>需要 %1，%3 上空闲 %2</translation>
    </message>
    <message>
        <source>needs %1 of %2 free; as %3</source>
        <translation>需要 %1，空闲 %2；按 %3</translation>
    </message>
    <message>
        <source>needs %1 of %2 free on %3; as %4</source>
        <translation>需要 %1，%3 上空闲 %2；按 %4</translation>
    </message>
    <message>
        <source>needs %1 on %2</source>
        <translation>在 %2 上需要 %1</translation>
    </message>
    <message>
        <source>there is no %1 here, only %2</source>
        <translation>这里没有 %1，只有 %2</translation>
    </message>
    <message>
        <source>there is no %1 here, only %2: %3</source>
        <translation>这里没有 %1，只有 %2：%3</translation>
    </message>
    <message>
        <source>cpu is where the bytes are; name a device to carry them to</source>
        <translation>字节就在 cpu 上；请指定要移到的设备</translation>
    </message>
    <message>
        <source>nothing of this goes to a device: every tensor is for the cpu</source>
        <translation>没有内容要移到设备：所有张量都属于 cpu</translation>
    </message>
    <message>
        <source>the file is tagged for a GPU that the machine does not have: `--map-location cpu` rewrites the tags, `--map-device cuda:3=cuda:0` one of them</source>
        <translation>文件的标签是本机没有的 GPU：`--map-location cpu` 改写全部标签，`--map-device cuda:3=cuda:0` 改写其中一个</translation>
    </message>
    <message>
        <source>the file is tagged for a device that this torch does not know: `--map-location cpu` rewrites the tags</source>
        <translation>文件的标签是此 torch 不认识的设备：`--map-location cpu` 改写标签</translation>
    </message>
    <message>
        <source>the file is tagged for a device whose back end is not installed: `--map-location cpu` rewrites the tags</source>
        <translation>文件的标签是未安装后端的设备：`--map-location cpu` 改写标签</translation>
    </message>
    <message>
        <source>the file is newer than this torch, which is older than 1.6: `--format legacy` writes what it reads</source>
        <translation>文件比此 torch（早于 1.6）更新：`--format legacy` 写出它能读取的格式</translation>
    </message>
    <message>
        <source>the file is newer than this torch: `--format legacy`, or a newer torch, reads it</source>
        <translation>文件比此 torch 更新：用 `--format legacy` 或更新的 torch 读取</translation>
    </message>
    <message>
        <source>the file was not written by torch.save, most often by pickle.dump: `convert FILE OUT` writes it as torch does</source>
        <translation>文件不是 torch.save 写出的，多半是 pickle.dump：`convert FILE OUT` 按 torch 的方式写出</translation>
    </message>
    <message>
        <source>the file has the format of torch before 1.6: `--format zip` writes one that can be mapped</source>
        <translation>文件是 torch 1.6 之前的格式：`--format zip` 写出可以映射的文件</translation>
    </message>
    <message>
        <source>the file is a TorchScript program: torch.jit.load reads it, `--state-dict` takes its weights out</source>
        <translation>文件是 TorchScript 程序：用 torch.jit.load 读取，`--state-dict` 取出其权重</translation>
    </message>
    <message>
        <source>the archive was packed again without its folder: `convert FILE OUT` writes it as torch does</source>
        <translation>归档重新打包时丢了文件夹：`convert FILE OUT` 按 torch 的方式写出</translation>
    </message>
    <message>
        <source>the disk was full, or a quota was reached, while the file was written</source>
        <translation>写文件时磁盘已满或达到配额</translation>
    </message>
    <message>
        <source>the file is damaged: copy or download it again; `check` says where, `salvage` keeps what is whole</source>
        <translation>文件已损坏：请重新复制或下载；`check` 指出位置，`salvage` 保留完整的部分</translation>
    </message>
    <message>
        <source>the file is cut short: copy or download it again; `salvage` keeps what is whole</source>
        <translation>文件被截断：请重新复制或下载；`salvage` 保留完整的部分</translation>
    </message>
    <message>
        <source>the file is cut short: copy or download it again; `check` says how much is there, `salvage` keeps what is whole</source>
        <translation>文件被截断：请重新复制或下载；`check` 指出有多少，`salvage` 保留完整的部分</translation>
    </message>
    <message>
        <source>the file is empty: whatever wrote it was stopped before the first byte</source>
        <translation>文件为空：写它的程序在第一个字节之前就停止了</translation>
    </message>
    <message>
        <source>the file is most likely a Git LFS pointer: `git lfs pull` in its repository fetches the weights</source>
        <translation>文件很可能是 Git LFS 指针：在其仓库中运行 `git lfs pull` 可取得权重</translation>
    </message>
    <message>
        <source>the file is most likely a web page: download it again; `info` shows its title</source>
        <translation>文件很可能是网页：请重新下载；`info` 显示其标题</translation>
    </message>
    <message>
        <source>the file is no pickle: `info` says what it is</source>
        <translation>文件不是 pickle：`info` 说明它是什么</translation>
    </message>
    <message>
        <source>the file is torch&apos;s own, and was given to pickle.load: torch.load reads it</source>
        <translation>文件是 torch 的格式，却交给了 pickle.load：请用 torch.load 读取</translation>
    </message>
    <message>
        <source>two tensors read one storage as different types: `--untie` gives each its own</source>
        <translation>两个张量以不同类型读取同一存储：`--untie` 给每个张量自己的存储</translation>
    </message>
    <message>
        <source>the file was pickled with a newer protocol than weights_only reads: `convert FILE OUT` writes protocol 2</source>
        <translation>文件所用的 pickle 协议比 weights_only 能读的更新：`convert FILE OUT` 写出协议 2</translation>
    </message>
    <message>
        <source>the file holds more than weights: `--portable` writes a copy that weights_only accepts; `info` lists what stands in the way</source>
        <translation>文件不只含有权重：`--portable` 写出 weights_only 接受的副本；`info` 列出障碍</translation>
    </message>
    <message>
        <source>the file holds values of numpy 2, and the machine has numpy 1: `--portable` turns them into plain ones</source>
        <translation>文件含有 numpy 2 的值，而本机是 numpy 1：`--portable` 将其转为普通值</translation>
    </message>
    <message>
        <source>the optimizer in the file was made with other parameter groups: `--drop-role optimizer` starts it anew</source>
        <translation>文件中的优化器使用别的参数组：`--drop-role optimizer` 让它重新开始</translation>
    </message>
    <message>
        <source>the optimizer in the file was made for other parameters: `--drop-role optimizer` starts it anew</source>
        <translation>文件中的优化器属于别的参数：`--drop-role optimizer` 让它重新开始</translation>
    </message>
    <message>
        <source>LibTorch reads no OrderedDict: `--plain-dict` writes plain dictionaries</source>
        <translation>LibTorch 不读取 OrderedDict：`--plain-dict` 写出普通字典</translation>
    </message>
    <message>
        <source>a whole model was given where its state dict is expected: `--state-dict` writes that</source>
        <translation>需要 state dict 的地方给了整个模型：`--state-dict` 写出 state dict</translation>
    </message>
    <message>
        <source>safetensors takes no shared tensors: `--format safetensors` writes one of them and records the others</source>
        <translation>safetensors 不接受共享的张量：`--format safetensors` 写出其中一个并记录其他的</translation>
    </message>
    <message>
        <source>the file is no safetensors file: `info` says what it is</source>
        <translation>文件不是 safetensors 文件：`info` 说明它是什么</translation>
    </message>
    <message>
        <source>the file is no safetensors file, or damaged: `info` says what it is</source>
        <translation>文件不是 safetensors 文件或已损坏：`info` 说明它是什么</translation>
    </message>
    <message>
        <source>the file holds objects of classes that are not installed: `--state-dict` takes the weights out of a whole model, `--portable` makes other objects plain</source>
        <translation>文件含有未安装的类的对象：`--state-dict` 从整个模型中取出权重，`--portable` 将其他对象转为普通值</translation>
    </message>
    <message>
        <source>the file holds objects of classes that are not there: `--state-dict` takes the weights out of a whole model, `--portable` makes other objects plain</source>
        <translation>文件含有不存在的类的对象：`--state-dict` 从整个模型中取出权重，`--portable` 将其他对象转为普通值</translation>
    </message>
    <message>
        <source>the weights were loaded onto a GPU that has no room for them: `--map-location cpu` tags them for the host</source>
        <translation>权重被加载到没有空间的 GPU：`--map-location cpu` 把标签改为主机</translation>
    </message>
    <message>
        <source>the script asks for a key that is not at the top of the file: `info` lists its parts, `--extract` and `--wrap` move them</source>
        <translation>脚本要的键不在文件顶层：`info` 列出各部分，`--extract` 和 `--wrap` 可以移动它们</translation>
    </message>
    <message>
        <source>a message of another kind than load_state_dict&apos;s: %1</source>
        <translation>不是 load_state_dict 的消息：%1</translation>
    </message>
    <message>
        <source>only {the first|the second} has %1, which is left out of the comparison</source>
        <translation>只有一方有 %1，不参与比较</translation>
    </message>
    <message>
        <source>PyTorch checkpoint (zip, torch ≥ %1), unpacked into a folder</source>
        <translation>PyTorch 检查点（zip，torch ≥ %1），已解压到文件夹</translation>
    </message>
    <message>
        <source>PyTorch checkpoint (zip, torch ≥ %1), inside a zip archive</source>
        <translation>PyTorch 检查点（zip，torch ≥ %1），在 zip 归档内</translation>
    </message>
    <message>
        <source>PyTorch checkpoint (zip), cut short: its directory is missing</source>
        <translation>PyTorch 检查点（zip），被截断：缺少目录</translation>
    </message>
    <message>
        <source>TorchScript model, unpacked into a folder</source>
        <translation>TorchScript 模型，已解压到文件夹</translation>
    </message>
    <message>
        <source>TorchScript model</source>
        <translation>TorchScript 模型</translation>
    </message>
    <message>
        <source>%1, inside a zip archive</source>
        <translation>%1，在 zip 归档内</translation>
    </message>
    <message>
        <source>Python pickle (protocol %1), not made by torch.save, with numpy arrays by joblib</source>
        <translation>Python pickle（协议 %1），不是 torch.save 生成的，含 joblib 的 numpy 数组</translation>
    </message>
    <message>
        <source>distributed checkpoint (torch.distributed.checkpoint folder)</source>
        <translation>分布式检查点（torch.distributed.checkpoint 文件夹）</translation>
    </message>
    <message>
        <source>DeepSpeed checkpoint folder</source>
        <translation>DeepSpeed 检查点文件夹</translation>
    </message>
    <message>
        <source>DeepSpeed checkpoint folder (ZeRO stage %1, %2 {rank|ranks})</source>
        <translation>DeepSpeed 检查点文件夹（ZeRO 阶段 %1，%2 个进程）</translation>
    </message>
    <message>
        <source>{safetensors|PyTorch} checkpoint in %1 {shard|shards} (Hugging Face index)</source>
        <translation>分为 %1 个分片的检查点（Hugging Face 索引）</translation>
    </message>
    <message>
        <source>Optimizer state</source>
        <translation>优化器状态</translation>
    </message>
    <message>
        <source>Optimizer state (%1)</source>
        <translation>优化器状态（%1）</translation>
    </message>
    <message>
        <source>Scheduler state</source>
        <translation>调度器状态</translation>
    </message>
    <message>
        <source>Scheduler state (%1)</source>
        <translation>调度器状态（%1）</translation>
    </message>
    <message>
        <source>State of a gradient scaler</source>
        <translation>梯度缩放器状态</translation>
    </message>
    <message>
        <source>Training checkpoint</source>
        <translation>训练检查点</translation>
    </message>
    <message>
        <source>Training checkpoint: %1</source>
        <translation>训练检查点：%1</translation>
    </message>
    <message>
        <source>Whole model</source>
        <translation>整个模型</translation>
    </message>
    <message>
        <source>Whole model (%1)</source>
        <translation>整个模型（%1）</translation>
    </message>
    <message>
        <source>State dict of %1 {tensor|tensors}</source>
        <translation>含 %1 个张量的 state dict</translation>
    </message>
    <message>
        <source>LoRA adapter of %1 {tensor|tensors}</source>
        <translation>含 %1 个张量的 LoRA 适配器</translation>
    </message>
    <message>
        <source>Values without tensors</source>
        <translation>没有张量的值</translation>
    </message>
    <message>
        <source>written by torch 0.4 or later</source>
        <translation>由 torch 0.4 或更高版本写出</translation>
    </message>
    <message>
        <source>written by torch 0.1.10 to 0.3</source>
        <translation>由 torch 0.1.10 至 0.3 写出</translation>
    </message>
    <message>
        <source>written by torch 2.7 or later</source>
        <translation>由 torch 2.7 或更高版本写出</translation>
    </message>
    <message>
        <source>written by torch 2.1 to 2.6</source>
        <translation>由 torch 2.1 至 2.6 写出</translation>
    </message>
    <message>
        <source>written by torch 1.13 to 2.0</source>
        <translation>由 torch 1.13 至 2.0 写出</translation>
    </message>
    <message>
        <source>written by torch 1.4 or 1.5</source>
        <translation>由 torch 1.4 或 1.5 写出</translation>
    </message>
    <message>
        <source>written by torch 1.6 to 2.0</source>
        <translation>由 torch 1.6 至 2.0 写出</translation>
    </message>
    <message>
        <source>written by torch 1.0 to 1.2; no later torch reads this form</source>
        <translation>由 torch 1.0 至 1.2 写出；更高版本的 torch 不读取此形式</translation>
    </message>
    <message>
        <source>the archive holds it as %1</source>
        <translation>在归档中名为 %1</translation>
    </message>
    <message>
        <source>opened by %1</source>
        <translation>经由 %1 打开</translation>
    </message>
    <message>
        <source>float32 weights joined from the partitions of its ranks</source>
        <translation>由各进程的分区拼接出 float32 权重</translation>
    </message>
    <message>
        <source>%1 {entry|entries} put together from their chunks</source>
        <translation>由分块拼接出 %1 个条目</translation>
    </message>
    <message>
        <source>%1: recognised, and not read by this version</source>
        <translation>%1：已识别，此版本不读取</translation>
    </message>
    <message>
        <source>%1: not a file that others can be joined with</source>
        <translation>%1：不是可以与其他文件合并的文件</translation>
    </message>
    <message>
        <source>an edit in place was cut off: %1 {byte follow|bytes follow} the file as it was before, which is read here and has lost nothing; `pthf undo` cuts them off</source>
        <translation>就地编辑被中断：原文件之后还有 %1 字节；这里读取的是原文件，没有任何丢失；`pthf undo` 可切掉它们</translation>
    </message>
    <message>
        <source>%1 of %2 storages are whole, %3 partly there, %4 lost</source>
        <translation>%2 个存储中 %1 个完整，%3 个不完整，%4 个丢失</translation>
    </message>
    <message>
        <source>the file ends after %1 bytes, before %2 of its %3 tensors are whole</source>
        <translation>文件在 %1 字节后结束，其 %3 个张量中有 %2 个不完整</translation>
    </message>
    <message>
        <source>%1 {tensor reach|tensors reach} past their storages, the first with shape %2</source>
        <translation>%1 个张量超出其存储，第一个的形状为 %2</translation>
    </message>
    <message>
        <source>%1 bytes follow the end of the pickle</source>
        <translation>pickle 结束后还有 %1 字节</translation>
    </message>
    <message>
        <source>record data/%1 is missing: %2 bytes are described, none are there</source>
        <translation>缺少记录 data/%1：应有 %2 字节，一个也没有</translation>
    </message>
    <message>
        <source>record data/%1 has %2 bytes, its storage needs %3</source>
        <translation>记录 data/%1 有 %2 字节，其存储需要 %3 字节</translation>
    </message>
    <message>
        <source>record %1 is missing</source>
        <translation>缺少记录 %1</translation>
    </message>
    <message>
        <source>since an edit in place %1 {record|records} of %2 are no longer used: save a copy to reclaim that room, or take the edit back with `pthf undo`</source>
        <translation>自一次就地编辑以来，%1 条记录（%2）不再使用：另存副本可收回空间，或用 `pthf undo` 撤销该编辑</translation>
    </message>
    <message>
        <source>storage %1 is named, and this kind of file has nowhere to keep it</source>
        <translation>提到了存储 %1，但这类文件没有存放它的地方</translation>
    </message>
    <message>
        <source>two types of numbers over one storage</source>
        <translation>同一存储上有两种数值类型</translation>
    </message>
    <message>
        <source>there is no such tensor</source>
        <translation>没有这个张量</translation>
    </message>
    <message>
        <source>its description cannot be read</source>
        <translation>无法读取其描述</translation>
    </message>
    <message>
        <source>files within files, more than %1 deep</source>
        <translation>文件嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>compressed files within compressed files, more than %1 deep</source>
        <translation>压缩文件嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>streams within streams, more than %1 deep</source>
        <translation>流嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>a kind of folder that is not read</source>
        <translation>不读取的文件夹类型</translation>
    </message>
    <message>
        <source>a folder of more than %1 files</source>
        <translation>文件夹中的文件超过 %1 个</translation>
    </message>
    <message>
        <source>the folder cannot be listed: %1</source>
        <translation>无法列出文件夹：%1</translation>
    </message>
    <message>
        <source>the folder has no data.pkl</source>
        <translation>文件夹中没有 data.pkl</translation>
    </message>
    <message>
        <source>the zip has %1 records and no data.pkl</source>
        <translation>zip 有 %1 条记录，但没有 data.pkl</translation>
    </message>
    <message>
        <source>a config of %1 bytes</source>
        <translation>%1 字节的配置</translation>
    </message>
    <message>
        <source>a model.json of %1 bytes</source>
        <translation>%1 字节的 model.json</translation>
    </message>
    <message>
        <source>model.json has no mainModule</source>
        <translation>model.json 没有 mainModule</translation>
    </message>
    <message>
        <source>_load_from_bytes is given something that is not bytes</source>
        <translation>_load_from_bytes 得到的不是字节</translation>
    </message>
    <message>
        <source>the nested stream holds something else than a storage</source>
        <translation>嵌套的流中不是存储</translation>
    </message>
    <message>
        <source>a storage reaches past the value that holds it</source>
        <translation>存储超出了保存它的值</translation>
    </message>
    <message>
        <source>shape %1 reaches past its storage of %2 elements</source>
        <translation>形状 %1 超出其 %2 个元素的存储</translation>
    </message>
    <message>
        <source>the tensor needs %1 bytes of storage %2, %3 are in the file</source>
        <translation>张量需要存储 %2 的 %1 字节，文件中有 %3 字节</translation>
    </message>
    <message>
        <source>storage %1 has none of its %2 bytes in the file</source>
        <translation>存储 %1 的 %2 字节都不在文件中</translation>
    </message>
    <message>
        <source>the tree has more than %1 leaves</source>
        <translation>树的叶子超过 %1 个</translation>
    </message>
    <message>
        <source>the item holds no tensor</source>
        <translation>该项中没有张量</translation>
    </message>
    <message>
        <source>the item holds %1, %2 was said</source>
        <translation>该项中是 %1，说明是 %2</translation>
    </message>
    <message>
        <source>a sparse tensor whose layout is unknown</source>
        <translation>布局未知的稀疏张量</translation>
    </message>
    <message>
        <source>a sparse tensor with too few parts</source>
        <translation>部分不足的稀疏张量</translation>
    </message>
    <message>
        <source>a nested tensor without a buffer</source>
        <translation>没有缓冲区的嵌套张量</translation>
    </message>
    <message>
        <source>a meta tensor without type, size and stride</source>
        <translation>没有类型、大小和步长的 meta 张量</translation>
    </message>
    <message>
        <source>a tensor subclass without type and size</source>
        <translation>没有类型和大小的张量子类</translation>
    </message>
    <message>
        <source>a tensor made from a numpy array that cannot be read</source>
        <translation>由无法读取的 numpy 数组构成的张量</translation>
    </message>
    <message>
        <source>a device tensor without its tensor on the cpu</source>
        <translation>没有 cpu 张量的设备张量</translation>
    </message>
    <message>
        <source>a tensor without a storage that can be found</source>
        <translation>找不到存储的张量</translation>
    </message>
    <message>
        <source>a tensor whose offset, size or stride are no integers</source>
        <translation>偏移、大小或步长不是整数的张量</translation>
    </message>
    <message>
        <source>a tensor whose element type is no torch.dtype</source>
        <translation>元素类型不是 torch.dtype 的张量</translation>
    </message>
    <message>
        <source>a parameter without a tensor</source>
        <translation>没有张量的参数</translation>
    </message>
    <message>
        <source>a tensor subclass whose function is unknown</source>
        <translation>函数未知的张量子类</translation>
    </message>
    <message>
        <source>a tensor of size %1, stride %2 and offset %3 is out of bounds for storage %4 of %5 elements</source>
        <translation>大小 %1、步长 %2、偏移 %3 的张量超出了 %5 个元素的存储 %4</translation>
    </message>
    <message>
        <source>a storage&apos;s id needs a class, a key, a device and an element count</source>
        <translation>存储的标识需要类、键、设备和元素个数</translation>
    </message>
    <message>
        <source>storage %1 has a class of unknown element type, taken as bytes</source>
        <translation>存储 %1 的类元素类型未知，按字节处理</translation>
    </message>
    <message>
        <source>storage %1 claims %2 elements, more than any file can hold</source>
        <translation>存储 %1 声称有 %2 个元素，超过任何文件的容量</translation>
    </message>
    <message>
        <source>view %1 of storage %2 reaches to element %3, the storage has %4</source>
        <translation>存储 %2 的视图 %1 到达元素 %3，存储只有 %4 个</translation>
    </message>
    <message>
        <source>a storage inside the pickle: %1</source>
        <translation>pickle 内的存储：%1</translation>
    </message>
    <message>
        <source>slot %1 is %2, model key %3 (%4) is %5</source>
        <translation>第 %1 个状态的形状为 %2，模型键 %3（%4）为 %5</translation>
    </message>
    <message>
        <source>the optimizer has %1 parameters, the model %2</source>
        <translation>优化器有 %1 个参数，模型有 %2 个</translation>
    </message>
    <message>
        <source>no state whose shapes could be compared with the model&apos;s</source>
        <translation>没有可与模型比较形状的状态</translation>
    </message>
    <message>
        <source>the index says %1 is in %2, which does not have it</source>
        <translation>索引说 %1 在 %2 中，但其中没有</translation>
    </message>
    <message>
        <source>%1 {tensor is|tensors are} lost with %2</source>
        <translation>%1 个张量随 %2 丢失</translation>
    </message>
    <message>
        <source>%1 is in %2, and the index does not say so</source>
        <translation>%1 在 %2 中，但索引没有说明</translation>
    </message>
    <message>
        <source>the index states %1 bytes of tensors, the shards hold %2</source>
        <translation>索引说张量有 %1 字节，分片中有 %2</translation>
    </message>
    <message>
        <source>the float32 weights cannot be joined: %1</source>
        <translation>无法拼接 float32 权重：%1</translation>
    </message>
    <message>
        <source>another entry stands where it belongs</source>
        <translation>它的位置上是另一个条目</translation>
    </message>
    <message>
        <source>its chunks do not cover it</source>
        <translation>它的分块没有覆盖全部</translation>
    </message>
    <message>
        <source>an entry whose name is no text</source>
        <translation>名称不是文本的条目</translation>
    </message>
    <message>
        <source>an item without a name or a place</source>
        <translation>没有名称或位置的项</translation>
    </message>
    <message>
        <source>a tensor without shape or type, or of too many chunks</source>
        <translation>没有形状或类型、或分块过多的张量</translation>
    </message>
    <message>
        <source>a chunk without offsets or sizes</source>
        <translation>没有偏移或大小的分块</translation>
    </message>
    <message>
        <source>Checkpoint: %1</source>
        <translation>检查点：%1</translation>
    </message>
    <message>
        <source>Whole model: %1</source>
        <translation>整个模型：%1</translation>
    </message>
    <message>
        <source>Whole model (%1): %2</source>
        <translation>整个模型（%1）：%2</translation>
    </message>
    <message>
        <source>Optimizer state: %1</source>
        <translation>优化器状态：%1</translation>
    </message>
    <message>
        <source>the file is damaged</source>
        <translation>文件已损坏</translation>
    </message>
    <message>
        <source>the folder holds shards (%1 …) and no index that makes them one checkpoint: it is missing, or a save was interrupted before it was written; each shard opens by itself</source>
        <translation>文件夹中有分片（%1 …），但没有把它们合成一个检查点的索引：索引缺失，或保存在写出它之前被中断；每个分片可单独打开</translation>
    </message>
    <message>
        <source>the description was changed since it was written: its bytes do not match their CRC-32</source>
        <translation>描述在写出后被改动：其字节与 CRC-32 不符</translation>
    </message>
    <message>
        <source>%1 {record|records} of %2 are used by nothing in the file: a copy is saved without them</source>
        <translation>文件中有 %1 条记录（%2）没有被使用：另存的副本不含它们</translation>
    </message>
    <message>
        <source>%1 (byte %2)</source>
        <translation>%1（字节 %2）</translation>
    </message>
    <message>
        <source>%1; copy or download the file again</source>
        <translation>%1；请重新复制或下载该文件</translation>
    </message>
    <message>
        <source>%1; the file is cut short: copy or download it again</source>
        <translation>%1；文件被截断：请重新复制或下载</translation>
    </message>
    <message>
        <source>%1; the file is damaged: copy or download it again</source>
        <translation>%1；文件已损坏：请重新复制或下载</translation>
    </message>
    <message>
        <source>%1 more of this kind</source>
        <translation>还有 %1 个同类问题</translation>
    </message>
    <message>
        <source>The bytes of %1 of %2 {tensor|tensors} are not all in the file; copy or download it again</source>
        <translation>%2 个张量中有 %1 个的字节没有全部在文件中；请重新复制或下载</translation>
    </message>
    <message>
        <source>This file is %1; open %2 for the whole</source>
        <translation>此文件是%1；打开 %2 可看到全部</translation>
    </message>
    <message>
        <source>A whole model is pickled here: torch.load needs the code of %1; its state dict has %2 {entry|entries}</source>
        <translation>这里序列化了整个模型：torch.load 需要 %1 的代码；其 state dict 有 %2 个条目</translation>
    </message>
    <message>
        <source>storage of %1 bytes, %2 in the file</source>
        <translation>存储应有 %1 字节，文件中只有 %2 字节</translation>
    </message>
    <message>
        <source>torch.load takes no plain pickle: save it as a zip checkpoint</source>
        <translation>torch.load 不接受普通 pickle：请另存为 zip 检查点</translation>
    </message>
    <message>
        <source>torch.load takes no torch.package archive: save it as a zip checkpoint</source>
        <translation>torch.load 不接受 torch.package 归档：请另存为 zip 检查点</translation>
    </message>
    <message>
        <source>torch.load does not read this format: save it as a zip checkpoint</source>
        <translation>torch.load 不读取此格式：请另存为 zip 检查点</translation>
    </message>
    <message>
        <source>%1 {tensor|tensors} (%2) {needs|need} torch %3</source>
        <translation>%1 个张量（%2）需要 torch %3</translation>
    </message>
    <message>
        <source>refused for %1 and %2 more</source>
        <translation>因 %1 等被拒绝，另有 %2 处</translation>
    </message>
    <message>
        <source>refused for %1 at %2 and %3 more</source>
        <translation>因 %2 处的 %1 等被拒绝，另有 %3 处</translation>
    </message>
    <message>
        <source>pickle_load reads zip checkpoints only</source>
        <translation>pickle_load 只读取 zip 检查点</translation>
    </message>
    <message>
        <source>pickle_load cannot build %1 at %2</source>
        <translation>pickle_load 无法构造 %2 处的 %1</translation>
    </message>
    <message>
        <source>pickle_load cannot build %1</source>
        <translation>pickle_load 无法构造 %1</translation>
    </message>
    <message>
        <source>pickle_load reads every OrderedDict as None</source>
        <translation>pickle_load 会把每个 OrderedDict 读成 None</translation>
    </message>
    <message>
        <source>pickle_load knows protocol 2 only</source>
        <translation>pickle_load 只认识协议 2</translation>
    </message>
    <message>
        <source>needs %1</source>
        <translation>需要 %1</translation>
    </message>
    <message>
        <source>Without %1 torch.load fails: %2 {tensor is|tensors are} stored for {this|these} {GPU|GPUs}</source>
        <translation>没有 %1 时 torch.load 会失败：%2 个张量存储于这些 GPU</translation>
    </message>
    <message>
        <source>Without %1 torch.load fails: %2 {tensor is|tensors are} stored for {this|these} {device|devices}</source>
        <translation>没有 %1 时 torch.load 会失败：%2 个张量存储于这些设备</translation>
    </message>
    <message>
        <source>No torch.load restores the tag %1 of %2 {tensor|tensors}: only cpu, to the letter, is the CPU</source>
        <translation>没有哪个 torch.load 能恢复 %2 个张量的标签 %1：只有写作 cpu 才是 CPU</translation>
    </message>
    <message>
        <source>the numbers of this %1 tensor take more than %2 bytes</source>
        <translation>这个 %1 张量的数值超过 %2 字节</translation>
    </message>
    <message>
        <source>a tensor quantized by channel without its %1</source>
        <translation>按通道量化的张量缺少 %1</translation>
    </message>
    <message>
        <source>a quantized tensor without its quantizer</source>
        <translation>量化张量缺少量化参数</translation>
    </message>
    <message>
        <source>a quantized tensor without a quantizer</source>
        <translation>量化张量没有量化参数</translation>
    </message>
    <message>
        <source>a negated tensor of type %1</source>
        <translation>类型为 %1 的取负张量</translation>
    </message>
    <message>
        <source>the numbers of a %1 tensor need the compute module</source>
        <translation>%1 张量的数值需要计算模块</translation>
    </message>
    <message>
        <source>a %1 tensor has no numbers of its own</source>
        <translation>%1 张量没有自己的数值</translation>
    </message>
    <message>
        <source>a %1 tensor has no elements of its own</source>
        <translation>%1 张量没有自己的元素</translation>
    </message>
    <message>
        <source>Dangerous: torch.load with weights_only=False would call %1 at %2; nothing of it was run here</source>
        <translation>危险：以 weights_only=False 调用 torch.load 会执行 %2 处的 %1；这里什么都没有运行</translation>
    </message>
    <message>
        <source>Dangerous: The bytes that this file holds are a pickle of their own, and loading it would call %1; nothing of it was run here</source>
        <translation>危险：此文件中的字节本身就是一个 pickle，加载它会执行 %1；这里什么都没有运行</translation>
    </message>
    <message>
        <source>Dangerous: The bytes at %1 are a pickle of their own, and loading it would call %2; nothing of it was run here</source>
        <translation>危险：%1 处的字节本身就是一个 pickle，加载它会执行 %2；这里什么都没有运行</translation>
    </message>
    <message>
        <source>The bytes that this file holds are a file of their own: %1, with %2 {tensor|tensors}; it was saved twice</source>
        <translation>此文件中的字节本身就是一个文件：%1，含 %2 个张量；它被保存了两次</translation>
    </message>
    <message>
        <source>The bytes at %1 are a file of their own: %2, with %3 {tensor|tensors}</source>
        <translation>%1 处的字节本身就是一个文件：%2，含 %3 个张量</translation>
    </message>
    <message>
        <source>%1 {tensor is a view|tensors are views} of larger storages: %2 of %3 are stored and not shown by any tensor</source>
        <translation>%1 个张量是更大存储的视图：%3 中有 %2 已存储但没有任何张量使用</translation>
    </message>
    <message>
        <source>%1 {value|values} of %2 NaN</source>
        <translation>%2 个值中有 %1 个 NaN</translation>
    </message>
    <message>
        <source>%1 {value|values} of %2 infinite</source>
        <translation>%2 个值中有 %1 个无穷大</translation>
    </message>
    <message>
        <source>all of its %1 {value|values} are 0</source>
        <translation>其 %1 个值全部为 0</translation>
    </message>
    <message>
        <source>%1 {tensor|tensors} %2, the first is %3</source>
        <translation>%1 个张量%2，第一个是 %3</translation>
    </message>
    <message>
        <source>%1 of %2 {key|keys} {starts|start} with %3, added by %4</source>
        <translation>%2 个键中有 %1 个以 %3 开头，由%4添加</translation>
    </message>
    <message>
        <source>%1 of %2 %3 {key|keys} {starts|start} with %4, added by %5</source>
        <translation>%3 的 %2 个键中有 %1 个以 %4 开头，由 %5 添加</translation>
    </message>
    <message>
        <source>%1 of %2 {key|keys} {starts|start} with %3, added by %4; without it %5 would stand twice</source>
        <translation>%2 个键中有 %1 个以 %3 开头，由%4添加；去掉后 %5 会重复</translation>
    </message>
    <message>
        <source>%1 of %2 %3 {key|keys} {starts|start} with %4, added by %5; without it %6 would stand twice</source>
        <translation>%3 的 %2 个键中有 %1 个以 %4 开头，由 %5 添加；去掉后 %6 会重复</translation>
    </message>
    <message>
        <source>%1 of %2 {key|keys} contain %3, added by %4</source>
        <translation>%2 个键中有 %1 个含有 %3，由 %4 添加</translation>
    </message>
    <message>
        <source>%1 of %2 %3 {key|keys} contain %4, added by %5</source>
        <translation>%3 的 %2 个键中有 %1 个含有 %4，由 %5 添加</translation>
    </message>
    <message>
        <source>%1 of %2 {key|keys} contain %3, added by %4; without it %5 would stand twice</source>
        <translation>%2 个键中有 %1 个含有 %3，由 %4 添加；去掉后 %5 会重复</translation>
    </message>
    <message>
        <source>%1 of %2 %3 {key|keys} contain %4, added by %5; without it %6 would stand twice</source>
        <translation>%3 的 %2 个键中有 %1 个含有 %4，由 %5 添加；去掉后 %6 会重复</translation>
    </message>
    <message>
        <source>%1 of %2 {key|keys} {starts|start} with %3: a name the training code gave, or the model&apos;s own</source>
        <translation>%2 个键中有 %1 个以 %3 开头：训练代码起的名字，或模型自己的名字</translation>
    </message>
    <message>
        <source>%1 of %2 %3 {key|keys} {starts|start} with %4: a name the training code gave, or the model&apos;s own</source>
        <translation>%3 的 %2 个键中有 %1 个以 %4 开头：训练代码起的名字，或模型自己的名字</translation>
    </message>
    <message>
        <source>%1 of %2 {key|keys} {starts|start} with %3: a name the training code gave, or the model&apos;s own; without it %4 would stand twice</source>
        <translation>%2 个键中有 %1 个以 %3 开头：训练代码起的名字，或模型自己的名字；去掉后 %4 会重复</translation>
    </message>
    <message>
        <source>%1 of %2 %3 {key|keys} {starts|start} with %4: a name the training code gave, or the model&apos;s own; without it %5 would stand twice</source>
        <translation>%3 的 %2 个键中有 %1 个以 %4 开头：训练代码起的名字，或模型自己的名字；去掉后 %5 会重复</translation>
    </message>
    <message>
        <source>%1 {tensor is|tensors are} stored for %2</source>
        <translation>%1 个张量存储于 %2</translation>
    </message>
    <message>
        <source>float32, SGD with momentum</source>
        <translation>float32，带动量的 SGD</translation>
    </message>
    <message>
        <source>bfloat16 with float32 master, Adam</source>
        <translation>bfloat16，float32 主权重，Adam</translation>
    </message>
    <message>
        <source>Rename %1 to &quot;%2&quot;</source>
        <translation>将 %1 重命名为“%2”</translation>
    </message>
    <message>
        <source>Rename %1 to &quot;%2&quot; in %3</source>
        <translation>在 %3 中将 %1 重命名为“%2”</translation>
    </message>
    <message>
        <source>Rename %1 {key|keys} in %2</source>
        <translation>在 %2 中重命名 %1 个键</translation>
    </message>
    <message>
        <source>Rename %1 to %2 in %3</source>
        <translation>在 %3 中将 %1 重命名为 %2</translation>
    </message>
    <message>
        <source>a prefix cannot be empty</source>
        <translation>前缀不能为空</translation>
    </message>
    <message>
        <source>&quot;%1&quot; holds an empty segment between two dots</source>
        <translation>“%1”的两个点之间有空的一段</translation>
    </message>
    <message>
        <source>operation %1 has to be an object, found %2</source>
        <translation>操作 %1 必须是对象，但找到的是 %2</translation>
    </message>
    <message>
        <source>operation %1 has no &quot;op&quot; that says what it does</source>
        <translation>操作 %1 没有说明做什么的 &quot;op&quot;</translation>
    </message>
    <message>
        <source>operation %1: there is no operation &quot;%2&quot;</source>
        <translation>操作 %1：没有名为“%2”的操作</translation>
    </message>
    <message>
        <source>operation %1 (%2): %3</source>
        <translation>操作 %1（%2）：%3</translation>
    </message>
    <message>
        <source>operation %1: %2</source>
        <translation>操作 %1：%2</translation>
    </message>
    <message>
        <source>this is no recipe: it has no member &quot;pthfinder_recipe&quot;</source>
        <translation>这不是配方：没有成员 &quot;pthfinder_recipe&quot;</translation>
    </message>
    <message>
        <source>this recipe is of version %1, this program reads version %2</source>
        <translation>此配方的版本为 %1，本程序读取版本 %2</translation>
    </message>
    <message>
        <source>a recipe is a JSON object, found %1</source>
        <translation>配方是 JSON 对象，但找到的是 %1</translation>
    </message>
    <message>
        <source>a recipe has no member &quot;%1&quot;</source>
        <translation>配方没有成员“%1”</translation>
    </message>
    <message>
        <source>the member &quot;operations&quot; of a recipe has to be a list</source>
        <translation>配方的成员 &quot;operations&quot; 必须是列表</translation>
    </message>
    <message>
        <source>a table of names has to be %1</source>
        <translation>名称表必须是 %1</translation>
    </message>
    <message>
        <source>the member &quot;%1&quot; is missing</source>
        <translation>缺少成员“%1”</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be %2, found %3</source>
        <translation>“%1”必须是 %2，但找到的是 %3</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no number type</source>
        <translation>“%1”不是数值类型</translation>
    </message>
    <message>
        <source>there is no role &quot;%1&quot;</source>
        <translation>没有角色“%1”</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a list of %2</source>
        <translation>“%1”是 %2 的列表</translation>
    </message>
    <message>
        <source>it has no member &quot;%1&quot;</source>
        <translation>没有成员“%1”</translation>
    </message>
    <message>
        <source>%1 {key left as it is|keys left as they are}</source>
        <translation>%1 个键保持原样</translation>
    </message>
    <message>
        <source>%1 {storage|storages}</source>
        <translation>%1 个存储</translation>
    </message>
    <message>
        <source>%1 {byte|bytes}</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>of a kind that cannot be taken apart, so still tied: %1 {tensor|tensors}</source>
        <translation>种类无法拆开，因此仍然绑定：%1 个张量</translation>
    </message>
    <message>
        <source>lost, as plain dictionaries have none: %1 {attribute|attributes}</source>
        <translation>普通字典没有属性，因此丢失：%1 个属性</translation>
    </message>
    <message>
        <source>%1 and %2 would both become %3 in %4; nothing was changed</source>
        <translation>在 %4 中 %1 和 %2 都会变成 %3；未作任何改动</translation>
    </message>
    <message>
        <source>%1 is a whole model, whose keys are names of its attributes: convert it to a state dict first</source>
        <translation>%1 是整个模型，其键是属性名：请先转为 state dict</translation>
    </message>
    <message>
        <source>%1 {name|names} of the table {stands|stand} in no state dict: %2</source>
        <translation>表中有 %1 个名称不在任何 state dict 中：%2</translation>
    </message>
    <message>
        <source>none of the state dicts has the prefix %1</source>
        <translation>没有哪个 state dict 有前缀 %1</translation>
    </message>
    <message>
        <source>no state dict has the prefix %1</source>
        <translation>没有 state dict 有前缀 %1</translation>
    </message>
    <message>
        <source>%1: no key has the prefix %2</source>
        <translation>%1：没有键有前缀 %2</translation>
    </message>
    <message>
        <source>there is no state dict to add the prefix %1 to</source>
        <translation>没有可以添加前缀 %1 的 state dict</translation>
    </message>
    <message>
        <source>none of the state dicts has the segment %1</source>
        <translation>没有哪个 state dict 有段 %1</translation>
    </message>
    <message>
        <source>no state dict has the segment %1</source>
        <translation>没有 state dict 有段 %1</translation>
    </message>
    <message>
        <source>%1: no key has the segment %2</source>
        <translation>%1：没有键有段 %2</translation>
    </message>
    <message>
        <source>none of the state dicts has a key that %1 changes</source>
        <translation>没有哪个 state dict 有 %1 会改动的键</translation>
    </message>
    <message>
        <source>no state dict has a key that %1 changes</source>
        <translation>没有 state dict 有 %1 会改动的键</translation>
    </message>
    <message>
        <source>%1: no key has a key that %2 changes</source>
        <translation>%1：没有 %2 会改动的键</translation>
    </message>
    <message>
        <source>none of the state dicts has a key of the table</source>
        <translation>没有哪个 state dict 有表中的键</translation>
    </message>
    <message>
        <source>no state dict has a key of the table</source>
        <translation>没有 state dict 有表中的键</translation>
    </message>
    <message>
        <source>%1: no key has a key of the table</source>
        <translation>%1：没有表中的键</translation>
    </message>
    <message>
        <source>read as several number types and therefore not cast: %1 {storage|storages}</source>
        <translation>被读作多种数值类型，因此未转换：%1 个存储</translation>
    </message>
    <message>
        <source>without gradients from here on, as torch cannot load %1 tensors that require them: %2 {tensor|tensors}</source>
        <translation>torch 无法加载需要梯度的 %1 张量，因此从此不带梯度：%2 个张量</translation>
    </message>
    <message>
        <source>cast too, as they share a storage with what was asked for: %1 {tensor|tensors}</source>
        <translation>与所选内容共享存储，因此一并转换：%1 个张量</translation>
    </message>
    <message>
        <source>of a kind of which the file says no gradients: %1 {tensor|tensors}</source>
        <translation>文件未说明这类张量的梯度：%1 个张量</translation>
    </message>
    <message>
        <source>%1 {value|values} cannot be dropped, as a tuple or a call needs {it|them}</source>
        <translation>%1 个值不能删除，因为元组或调用需要它们</translation>
    </message>
    <message>
        <source>%1 {tensor|tensors} of a whole model cannot be dropped: convert it to a state dict first</source>
        <translation>整个模型中的 %1 个张量不能删除：请先转为 state dict</translation>
    </message>
    <message>
        <source>everything would be dropped</source>
        <translation>会删除全部内容</translation>
    </message>
    <message>
        <source>%1 is a part of a tuple or a call and cannot be dropped by itself</source>
        <translation>%1 是元组或调用的一部分，不能单独删除</translation>
    </message>
    <message>
        <source>nothing in this file is what is to be kept, so nothing would be left</source>
        <translation>此文件中没有要保留的内容，因此什么都不会剩下</translation>
    </message>
    <message>
        <source>nothing would be left</source>
        <translation>什么都不会剩下</translation>
    </message>
    <message>
        <source>there is nothing at %1</source>
        <translation>%1 处什么也没有</translation>
    </message>
    <message>
        <source>%1 is a value of type %2: only plain values can be set</source>
        <translation>%1 是类型为 %2 的值：只能设置普通值</translation>
    </message>
    <message>
        <source>%1 is no item of a container</source>
        <translation>%1 不是容器中的项</translation>
    </message>
    <message>
        <source>%1 is no dictionary but a value of type %2</source>
        <translation>%1 不是字典，而是类型为 %2 的值</translation>
    </message>
    <message>
        <source>a value that has no plain form becomes None</source>
        <translation>没有普通形式的值变为 None</translation>
    </message>
    <message>
        <source>tensors that share a storage go where the first one&apos;s rule says: %1 stays on %2, %3 {tensor|tensors} in all</source>
        <translation>共享存储的张量按第一个的规则移动：%1 留在 %2，共 %3 个张量</translation>
    </message>
    <message>
        <source>the text &quot;%1&quot; looks like a device and is left as it is</source>
        <translation>文本“%1”看起来像设备，保持原样</translation>
    </message>
    <message>
        <source>these bytes hold a checkpoint of their own, whose devices stay as they are</source>
        <translation>这些字节本身就是一个检查点，其中的设备保持原样</translation>
    </message>
    <message>
        <source>torch itself knows no device called &quot;%1&quot;</source>
        <translation>torch 没有名为“%1”的设备</translation>
    </message>
    <message>
        <source>%1 is no device: it is written cpu, cuda:1, mps, …</source>
        <translation>%1 不是设备：应写作 cpu、cuda:1、mps……</translation>
    </message>
    <message>
        <source>a row of the device table has nothing to map from</source>
        <translation>设备表中有一行没有来源设备</translation>
    </message>
    <message>
        <source>%1 stands twice in the device table</source>
        <translation>%1 在设备表中出现两次</translation>
    </message>
    <message>
        <source>a device rule has no pattern</source>
        <translation>有一条设备规则没有模式</translation>
    </message>
    <message>
        <source>%1 stands twice in the table of names</source>
        <translation>%1 在名称表中出现两次</translation>
    </message>
    <message>
        <source>it says neither patterns nor roles nor paths</source>
        <translation>既没有模式，也没有角色或路径</translation>
    </message>
    <message>
        <source>a pattern is empty</source>
        <translation>有一个模式为空</translation>
    </message>
    <message>
        <source>a value is set to null, true, false, a number or a string, not to %1</source>
        <translation>值只能设为 null、true、false、数字或字符串，不能是 %1</translation>
    </message>
    <message>
        <source>the key to put everything under is empty</source>
        <translation>用来放置全部内容的键为空</translation>
    </message>
    <message>
        <source>nothing is cast to %1: float64, float32, float16, bfloat16, float8_e4m3fn and float8_e5m2 are possible</source>
        <translation>不能转换为 %1：可以是 float64、float32、float16、bfloat16、float8_e4m3fn 和 float8_e5m2</translation>
    </message>
    <message>
        <source>the pattern is empty</source>
        <translation>模式为空</translation>
    </message>
    <message>
        <source>state_dict() may give something else, as code of its own changes it, which is not run: %1 {module|modules}</source>
        <translation>state_dict() 可能给出别的结果，因为它自己的代码会改动它，而这些代码不会运行：%1 个模块</translation>
    </message>
    <message>
        <source>this needs the compute module, and %1 holds none: build it against LibTorch (target pthf_torch), or name its folder in PTHF_MODULE_DIR</source>
        <translation>此功能需要计算模块，而 %1 中没有：请用 LibTorch 构建（目标 pthf_torch），或在 PTHF_MODULE_DIR 中指定其文件夹</translation>
    </message>
    <message>
        <source>this needs the compute module, and none in %1 can be used: %2</source>
        <translation>此功能需要计算模块，而 %1 中没有可用的：%2</translation>
    </message>
    <message>
        <source>it is too old: its interface has number %1, this Pthfinder needs %2</source>
        <translation>太旧：其接口编号为 %1，此 Pthfinder 需要 %2</translation>
    </message>
    <message>
        <source>it belongs to a newer Pthfinder: its interface has number %1, this one needs %2</source>
        <translation>属于更新的 Pthfinder：其接口编号为 %1，此版本需要 %2</translation>
    </message>
    <message>
        <source>it was built with another Pthfinder: its build is %1, this one&apos;s is %2</source>
        <translation>由另一个 Pthfinder 构建：其构建为 %1，此版本为 %2</translation>
    </message>
    <message>
        <source>the system gives no reason</source>
        <translation>系统没有说明原因</translation>
    </message>
    <message>
        <source>it needs %1, which is not on this machine; install the LibTorch it was built with, or another module</source>
        <translation>它需要 %1，而本机没有；请安装构建它时所用的 LibTorch，或换一个模块</translation>
    </message>
    <message>
        <source>it cannot be loaded: %1</source>
        <translation>无法加载：%1</translation>
    </message>
    <message>
        <source>%1: cannot open shared object file</source>
        <translation>%1：无法打开共享库</translation>
    </message>
    <message>
        <source>it gives no engine</source>
        <translation>它不提供计算引擎</translation>
    </message>
    <message>
        <source>it cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>it is not a compute module of Pthfinder</source>
        <translation>它不是 Pthfinder 的计算模块</translation>
    </message>
    <message>
        <source>the module&apos;s stamp has no interface number</source>
        <translation>模块的标记没有接口编号</translation>
    </message>
    <message>
        <source>the NVIDIA driver answers %1 with error %2</source>
        <translation>NVIDIA 驱动对 %1 返回错误 %2</translation>
    </message>
    <message>
        <source>no NVIDIA driver (libcuda.so.1) on this machine</source>
        <translation>本机没有 NVIDIA 驱动（libcuda.so.1）</translation>
    </message>
    <message>
        <source>libcuda.so.1 is there, but is not NVIDIA&apos;s driver</source>
        <translation>有 libcuda.so.1，但不是 NVIDIA 的驱动</translation>
    </message>
    <message>
        <source>the NVIDIA driver finds no GPU</source>
        <translation>NVIDIA 驱动没有找到 GPU</translation>
    </message>
    <message>
        <source>storage %1 has other bytes in the file than were planned, from byte %2 on</source>
        <translation>存储 %1 在文件中的字节从第 %2 字节起与计划不同</translation>
    </message>
    <message>
        <source>the bytes of storage %1 are not those that the source&apos;s own checksum was made of: the source is damaged (`pthf check` says where)</source>
        <translation>存储 %1 的字节与源文件自己的校验和不符：源文件已损坏（`pthf check` 会指出位置）</translation>
    </message>
    <message>
        <source>%1 values were planned, the file has %2</source>
        <translation>计划 %1 个值，文件中有 %2 个</translation>
    </message>
    <message>
        <source>%1 leaves were planned, the file has %2</source>
        <translation>计划 %1 个叶子，文件中有 %2 个</translation>
    </message>
    <message>
        <source>%1: the file has %2 in its place</source>
        <translation>%1：文件中此处是 %2</translation>
    </message>
    <message>
        <source>%1: the file has another value shared here</source>
        <translation>%1：文件中此处共享了另一个值</translation>
    </message>
    <message>
        <source>%1: a tensor in the file</source>
        <translation>%1：文件中是张量</translation>
    </message>
    <message>
        <source>%1: no tensor in the file</source>
        <translation>%1：文件中不是张量</translation>
    </message>
    <message>
        <source>%1 planned as %2, the file has %3</source>
        <translation>%1 计划为 %2，文件中是 %3</translation>
    </message>
    <message>
        <source>%1: planned as %2, the file has %3</source>
        <translation>%1：计划为 %2，文件中是 %3</translation>
    </message>
    <message>
        <source>another kind of tensor is in the file</source>
        <translation>文件中是另一种张量</translation>
    </message>
    <message>
        <source>a tensor of other parts is in the file</source>
        <translation>文件中张量的部分不同</translation>
    </message>
    <message>
        <source>part %1 is not in the file</source>
        <translation>部分 %1 不在文件中</translation>
    </message>
    <message>
        <source>missing in the file</source>
        <translation>文件中缺少</translation>
    </message>
    <message>
        <source>another tensor is in the file</source>
        <translation>文件中是另一个张量</translation>
    </message>
    <message>
        <source>another storage is in the file</source>
        <translation>文件中是另一个存储</translation>
    </message>
    <message>
        <source>tensors share storages otherwise than planned</source>
        <translation>张量共享存储的方式与计划不同</translation>
    </message>
    <message>
        <source>a storage of %1 bytes on %2 was planned, the file has %3 of %4 on %5</source>
        <translation>计划在 %2 上有 %1 字节的存储，文件中是 %5 上 %4 字节中的 %3</translation>
    </message>
    <message>
        <source>%1: this cannot be done in place; save a copy</source>
        <translation>%1：无法就地完成；请另存副本</translation>
    </message>
    <message>
        <source>a %1 file has no directory that could be renewed</source>
        <translation>%1 文件没有可以更新的目录</translation>
    </message>
    <message>
        <source>what was read is no file</source>
        <translation>读取的不是文件</translation>
    </message>
    <message>
        <source>the records stand in no folder of their own</source>
        <translation>记录不在自己的文件夹中</translation>
    </message>
    <message>
        <source>an edit in place of this file was cut off: take it back first, with `pthf undo`</source>
        <translation>此文件的就地编辑曾被中断：请先用 `pthf undo` 撤销</translation>
    </message>
    <message>
        <source>%1 {storage|storages} that nothing needs any more still take %2: save a copy to reclaim that</source>
        <translation>有 %1 个不再需要的存储仍占 %2：另存副本可收回空间</translation>
    </message>
    <message>
        <source>the plan changes bytes of tensors, or makes new ones (storage %1)</source>
        <translation>计划改动或新建了张量的字节（存储 %1）</translation>
    </message>
    <message>
        <source>the edited file was checked and cut back</source>
        <translation>已检查编辑后的文件并恢复原长度</translation>
    </message>
    <message>
        <source>%1 exists already: --overwrite replaces it</source>
        <translation>%1 已存在：用 --overwrite 替换</translation>
    </message>
    <message>
        <source>%1 exists already; --overwrite replaces the set</source>
        <translation>%1 已存在；用 --overwrite 替换整组</translation>
    </message>
    <message>
        <source>%1 dimensions are too many for a numpy file</source>
        <translation>%1 维对 numpy 文件来说太多</translation>
    </message>
    <message>
        <source>the description (data.pkl) does not match its checksum: names and plain values may be wrong</source>
        <translation>描述（data.pkl）与其校验和不符：名称和普通值可能有误</translation>
    </message>
    <message>
        <source>reaches past its storage of %1</source>
        <translation>超出其 %1 的存储</translation>
    </message>
    <message>
        <source>its bytes do not match their checksum</source>
        <translation>其字节与校验和不符</translation>
    </message>
    <message>
        <source>its storage has %1 of %2</source>
        <translation>其存储只有 %2 中的 %1</translation>
    </message>
    <message>
        <source>None stands for a lost tensor in a tuple, whose items cannot be left out</source>
        <translation>元组中丢失的张量以 None 代替，因为元组的项不能省略</translation>
    </message>
    <message>
        <source>a program beside tensors cannot be salvaged</source>
        <translation>张量之外的程序无法抢救</translation>
    </message>
    <message>
        <source>%1 {number|numbers} did not fit the new type</source>
        <translation>%1 个数超出新类型的范围</translation>
    </message>
    <message>
        <source>%1 {number|numbers} became 0 in the new type</source>
        <translation>%1 个数在新类型中变为 0</translation>
    </message>
    <message>
        <source>the source %1</source>
        <translation>源文件 %1</translation>
    </message>
    <message>
        <source>bytes are missing</source>
        <translation>缺少字节</translation>
    </message>
    <message>
        <source>the file is damaged (%1); `pthf salvage` writes what is whole of it</source>
        <translation>文件已损坏（%1）；`pthf salvage` 会写出其中完整的部分</translation>
    </message>
    <message>
        <source>the plan leaves none of the %1 tensors; nothing worth a file would be written</source>
        <translation>计划没有留下 %1 个张量中的任何一个；没有值得写成文件的内容</translation>
    </message>
    <message>
        <source>a %1 file holds a program beside its tensors, which other formats cannot: add --state-dict</source>
        <translation>%1 文件在张量之外还有程序，其他格式无法保存：请加 --state-dict</translation>
    </message>
    <message>
        <source>of a %1 file the devices can be changed; for anything else add --state-dict, which takes its tensors out of the program</source>
        <translation>%1 文件只能更改设备；其他改动请加 --state-dict，它会把张量从程序中取出</translation>
    </message>
    <message>
        <source>the output is the input itself; --overwrite replaces it</source>
        <translation>输出就是输入文件本身；用 --overwrite 替换</translation>
    </message>
    <message>
        <source>there is a file of that name already; --overwrite replaces it</source>
        <translation>已有同名文件；用 --overwrite 替换</translation>
    </message>
    <message>
        <source>the target is a folder; name a file in it</source>
        <translation>目标是文件夹；请指定其中的一个文件</translation>
    </message>
    <message>
        <source>the new file was checked and thrown away</source>
        <translation>已检查新文件并将其丢弃</translation>
    </message>
    <message>
        <source>the new file was checked and thrown away: %1</source>
        <translation>已检查新文件并将其丢弃：%1</translation>
    </message>
    <message>
        <source>the edited file was checked and cut back: %1</source>
        <translation>已检查编辑后的文件并恢复原长度：%1</translation>
    </message>
    <message>
        <source>the file has not been edited in place: there is nothing to undo</source>
        <translation>文件没有被就地编辑过：没有可撤销的内容</translation>
    </message>
    <message>
        <source>record %1 is not listed as it was written</source>
        <translation>记录 %1 的列出内容与写入时不同</translation>
    </message>
    <message>
        <source>the written file is damaged</source>
        <translation>写出的文件已损坏</translation>
    </message>
    <message>
        <source>the written file is damaged: %1</source>
        <translation>写出的文件已损坏：%1</translation>
    </message>
    <message>
        <source>storage %1 belongs to another tensor in the file</source>
        <translation>存储 %1 在文件中属于另一个张量</translation>
    </message>
    <message>
        <source>the written file does not open as the safetensors file it should be</source>
        <translation>写出的文件无法作为 safetensors 文件打开</translation>
    </message>
    <message>
        <source>tensor %1 is not in the file</source>
        <translation>张量 %1 不在文件中</translation>
    </message>
    <message>
        <source>tensor %1 was planned as %2, the file has %3</source>
        <translation>张量 %1 计划为 %2，文件中是 %3</translation>
    </message>
    <message>
        <source>%1 tensors were planned, the file has %2</source>
        <translation>计划 %1 个张量，文件中有 %2 个</translation>
    </message>
    <message>
        <source>shards need a size of at least one byte</source>
        <translation>分片大小至少为一个字节</translation>
    </message>
    <message>
        <source>shards are written as zip or safetensors, not in the legacy format</source>
        <translation>分片写为 zip 或 safetensors，不能是旧格式</translation>
    </message>
    <message>
        <source>a program cannot be split into shards: add --state-dict</source>
        <translation>程序不能拆成分片：请加 --state-dict</translation>
    </message>
    <message>
        <source>that would be %1 files, at most %2 are written: ask for larger ones</source>
        <translation>那会有 %1 个文件，最多写 %2 个：请选择更大的分片</translation>
    </message>
    <message>
        <source>split into %1 {file|files}, %2 and so on</source>
        <translation>拆成 %1 个文件：%2 等</translation>
    </message>
    <message>
        <source>the folder %1 cannot be made: %2</source>
        <translation>无法创建文件夹 %1：%2</translation>
    </message>
    <message>
        <source>shards hold one state dict by name, and this is none: add --extract PATH for the one to split</source>
        <translation>分片按名称保存一个 state dict，而这不是：请用 --extract PATH 指定要拆分的部分</translation>
    </message>
    <message>
        <source>shards hold one state dict by name, and %1 is a tensor deeper down: add --extract %2 for the part to split</source>
        <translation>分片按名称保存一个 state dict，而 %1 是更深处的张量：请用 --extract %2 指定要拆分的部分</translation>
    </message>
    <message>
        <source>its storage is of a class whose elements are unknown</source>
        <translation>其存储的类元素类型未知</translation>
    </message>
    <message>
        <source>there is nothing to split into shards</source>
        <translation>没有可拆成分片的内容</translation>
    </message>
    <message>
        <source>%1 lies beside the set, and loaders take it first</source>
        <translation>%1 在这组文件旁边，加载器会先读取它</translation>
    </message>
    <message>
        <source>another save to this set is under way: wait until it is done</source>
        <translation>正在向这组文件进行另一次保存：请等它完成</translation>
    </message>
    <message>
        <source>%1 {file|files} of the set that was replaced could not be removed and may be deleted</source>
        <translation>被替换的那组文件中有 %1 个无法移除，可以手动删除</translation>
    </message>
    <message>
        <source>the files are called %1 and so on, since the plain names could not be had</source>
        <translation>由于无法使用普通名称，文件名为 %1 等</translation>
    </message>
    <message>
        <source>%1 cannot be cast to %2</source>
        <translation>%1 不能转换为 %2</translation>
    </message>
    <message>
        <source>of %1 {number|numbers} that {is|are} cast %2</source>
        <translation>转换的 %1 个数中：%2</translation>
    </message>
    <message>
        <source>of %1 {number|numbers} that {is|are} cast %2; most in %3</source>
        <translation>转换的 %1 个数中：%2；最多的在 %3</translation>
    </message>
    <message>
        <source>&quot;%1&quot; names no layers: model.layers.0-11, encoder.3, or 0-11</source>
        <translation>“%1”没有指出层：应为 model.layers.0-11、encoder.3 或 0-11</translation>
    </message>
    <message>
        <source>no key has numbered layers</source>
        <translation>没有键带编号的层</translation>
    </message>
    <message>
        <source>several runs of layers are numbered: say which (%1)</source>
        <translation>有多组编号的层：请指明哪一组（%1）</translation>
    </message>
    <message>
        <source>nothing in the file is of the role %1</source>
        <translation>文件中没有角色为 %1 的内容</translation>
    </message>
    <message>
        <source>no key begins with %1. to %2.</source>
        <translation>没有键以 %1. 至 %2. 开头</translation>
    </message>
    <message>
        <source>no key begins with %1</source>
        <translation>没有键以 %1 开头</translation>
    </message>
    <message>
        <source>no devices to share the tensors out to</source>
        <translation>没有可分配张量的设备</translation>
    </message>
    <message>
        <source>no state dict to share out</source>
        <translation>没有可分配的 state dict</translation>
    </message>
    <message>
        <source>everything on one device was too much for all of them</source>
        <translation>全部放在一个设备上时，任何设备都放不下</translation>
    </message>
    <message>
        <source>it reads torch&apos;s zips only, and this is %1</source>
        <translation>它只读取 torch 的 zip，而这是 %1</translation>
    </message>
    <message>
        <source>it cannot read this file: %1</source>
        <translation>它无法读取此文件：%1</translation>
    </message>
    <message>
        <source>record %1: here, not there</source>
        <translation>记录 %1：这边有，那边没有</translation>
    </message>
    <message>
        <source>record %1: there, not here</source>
        <translation>记录 %1：那边有，这边没有</translation>
    </message>
    <message>
        <source>record %1: %2 bytes here, %3 there</source>
        <translation>记录 %1：这边 %2 字节，那边 %3 字节</translation>
    </message>
    <message>
        <source>%1: here, not there</source>
        <translation>%1：这边有，那边没有</translation>
    </message>
    <message>
        <source>%1: there, not here</source>
        <translation>%1：那边有，这边没有</translation>
    </message>
    <message>
        <source>%1: shape %2 here, %3 there</source>
        <translation>%1：形状这边为 %2，那边为 %3</translation>
    </message>
    <message>
        <source>%1: %2 here, %3 there</source>
        <translation>%1：这边为 %2，那边为 %3</translation>
    </message>
    <message>
        <source>%1: other values there</source>
        <translation>%1：那边的值不同</translation>
    </message>
    <message>
        <source>of values it knows plain dicts, lists and tuples, and %1 {tensor stands|tensors stand} below an object of type %2; saved with plain dicts it could be asked for them</source>
        <translation>它只认识普通的 dict、list 和 tuple，而 %1 个张量位于类型为 %2 的对象之下；用普通 dict 保存后就可以读取</translation>
    </message>
    <message>
        <source>its tensors were not compared, since it holds all of them in memory: %1 of %2 available</source>
        <translation>没有比较张量，因为它会把全部张量放入内存：需要 %1，可用 %2</translation>
    </message>
    <message>
        <source>it does not know the values that they hold: %1</source>
        <translation>它不认识其中的值：%1</translation>
    </message>
    <message>
        <source>LibTorch&apos;s own reader agrees: %1 {record|records}, %2 {tensor|tensors} by name, shape and number type, %3 of values</source>
        <translation>LibTorch 自己的读取器一致：%1 条记录，%2 个张量的名称、形状和数值类型，%3 的值</translation>
    </message>
    <message>
        <source>LibTorch&apos;s own reader lists the same %1 {record|records}; %2</source>
        <translation>LibTorch 自己的读取器列出相同的 %1 条记录；%2</translation>
    </message>
    <message>
        <source>LibTorch&apos;s own reader lists the same %1 {record|records} and reads the same %2 {tensor|tensors}; %3</source>
        <translation>LibTorch 自己的读取器列出相同的 %1 条记录，并读出相同的 %2 个张量；%3</translation>
    </message>
    <message>
        <source>LibTorch&apos;s own reader differs: %1</source>
        <translation>LibTorch 自己的读取器不一致：%1</translation>
    </message>
    <message>
        <source>LibTorch&apos;s own reader was not heard: %1</source>
        <translation>没有得到 LibTorch 自己的读取器的结果：%1</translation>
    </message>
    <message>
        <source>no memory to match a pattern</source>
        <translation>内存不足，无法匹配模式</translation>
    </message>
    <message>
        <source>no memory to compile a pattern</source>
        <translation>内存不足，无法编译模式</translation>
    </message>
    <message>
        <source>the pattern needs too many steps on &quot;%1&quot;: %2</source>
        <translation>模式在“%1”上需要的步骤过多：%2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no pattern: %2 at position %3</source>
        <translation>“%1”不是模式：%2，位置 %3</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no replacement: %2 at position %3</source>
        <translation>“%1”不是替换文本：%2，位置 %3</translation>
    </message>
    <message>
        <source>a backslash ends it</source>
        <translation>以反斜杠结尾</translation>
    </message>
    <message>
        <source>\g is written \g&lt;1&gt; or \g&lt;name&gt;</source>
        <translation>\g 应写作 \g&lt;1&gt; 或 \g&lt;name&gt;</translation>
    </message>
    <message>
        <source>the pattern has no group &quot;%1&quot;</source>
        <translation>模式中没有组“%1”</translation>
    </message>
    <message>
        <source>%1 means nothing in a replacement</source>
        <translation>%1 在替换文本中没有意义</translation>
    </message>
    <message>
        <source>the pattern has %1 groups, none is number %2</source>
        <translation>模式有 %1 个组，没有第 %2 个</translation>
    </message>
    <message>
        <source>path segment &apos;%1&apos; is empty; a name that is empty is written &quot;&quot;</source>
        <translation>路径段“%1”为空；空名称写作 &quot;&quot;</translation>
    </message>
    <message>
        <source>path segment &apos;%1&apos; is no JSON string</source>
        <translation>路径段“%1”不是 JSON 字符串</translation>
    </message>
    <message>
        <source>path segment &apos;%1&apos; needs a number behind @#</source>
        <translation>路径段“%1”的 @# 后需要数字</translation>
    </message>
    <message>
        <source>path segment &apos;%1&apos; needs a JSON string behind @=</source>
        <translation>路径段“%1”的 @= 后需要 JSON 字符串</translation>
    </message>
    <message>
        <source>path segment &apos;%1&apos; goes on behind its closing quote</source>
        <translation>路径段“%1”在结束引号之后还有内容</translation>
    </message>
    <message>
        <source>a step of a path is a string, an integer, %1, found %2</source>
        <translation>路径的一步是字符串、整数、%1，但找到的是 %2</translation>
    </message>
    <message>
        <source>a path is a list of steps or a string, found %1</source>
        <translation>路径是步骤列表或字符串，但找到的是 %1</translation>
    </message>
    <message>
        <source>the JSON key &quot;%1&quot; stands twice</source>
        <translation>JSON 键“%1”出现两次</translation>
    </message>
    <message>
        <source>no JSON at byte %1: %2</source>
        <translation>字节 %1 处不是 JSON：%2</translation>
    </message>
    <message>
        <source>JSON nested deeper than %1 levels</source>
        <translation>JSON 嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>&quot;%1&quot; fills nothing: %2</source>
        <translation>“%1”不能用来填充：%2</translation>
    </message>
    <message>
        <source>%1 has no argument &quot;%2&quot;</source>
        <translation>%1 没有参数“%2”</translation>
    </message>
    <message>
        <source>constant needs its value, as in constant(0.5)</source>
        <translation>constant 需要一个值，如 constant(0.5)</translation>
    </message>
    <message>
        <source>a standard deviation is not negative</source>
        <translation>标准差不能为负</translation>
    </message>
    <message>
        <source>the range begins above its end</source>
        <translation>范围的起点大于终点</translation>
    </message>
    <message>
        <source>%1 takes fewer arguments</source>
        <translation>%1 的参数过多</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no number</source>
        <translation>“%1”不是数字</translation>
    </message>
    <message>
        <source>%1 draws nothing and has no seed</source>
        <translation>%1 不使用随机数，没有种子</translation>
    </message>
    <message>
        <source>a seed is a number from 0 to 2^64 - 1</source>
        <translation>种子是 0 到 2^64 - 1 之间的数</translation>
    </message>
    <message>
        <source>mode is fan_in or fan_out</source>
        <translation>mode 应为 fan_in 或 fan_out</translation>
    </message>
    <message>
        <source>expected zeros, ones, constant, normal, uniform, kaiming_uniform, kaiming_normal, xavier_uniform or xavier_normal</source>
        <translation>应为 zeros、ones、constant、normal、uniform、kaiming_uniform、kaiming_normal、xavier_uniform 或 xavier_normal</translation>
    </message>
    <message>
        <source>the bracket is not closed</source>
        <translation>括号没有闭合</translation>
    </message>
    <message>
        <source>%1 elements are too many for a picture: choose a smaller slice</source>
        <translation>%1 个元素太多，无法绘图：请选择更小的切片</translation>
    </message>
    <message>
        <source>%1 terms for a tensor of %2 dimensions</source>
        <translation>%2 维张量却有 %1 项</translation>
    </message>
    <message>
        <source>%1: expected an index, or first:end:step</source>
        <translation>%1：应为索引，或 起点:终点:步长</translation>
    </message>
    <message>
        <source>%1: this dimension has %2 entries</source>
        <translation>%1：此维度有 %2 项</translation>
    </message>
    <message>
        <source>%1: a step is 1 or more</source>
        <translation>%1：步长至少为 1</translation>
    </message>
    <message>
        <source>line %1 is no old and new name: &quot;%2&quot;</source>
        <translation>第 %1 行不是旧名称和新名称：“%2”</translation>
    </message>
    <message>
        <source>no names are in it: {&quot;old&quot;: &quot;new&quot;}, or a line each, is expected</source>
        <translation>其中没有名称：应为 {&quot;old&quot;: &quot;new&quot;}，或每行一个</translation>
    </message>
    <message>
        <source>an integer of more than 64 bits: %1</source>
        <translation>超过 64 位的整数：%1</translation>
    </message>
    <message>
        <source>with %1 {tensor|tensors} tied to it</source>
        <translation>连同与其绑定的 %1 个张量</translation>
    </message>
    <message>
        <source>normal(0, 0.02), as language models begin</source>
        <translation>normal(0, 0.02)，语言模型通常如此开始</translation>
    </message>
    <message>
        <source>what torch&apos;s layers begin with, biases with zeros</source>
        <translation>torch 各层的初始值，偏置为零</translation>
    </message>
    <message>
        <source>zeros, or ones for scales</source>
        <translation>零，缩放为一</translation>
    </message>
    <message>
        <source>storages without a class in a legacy stream</source>
        <translation>旧格式流中没有类的存储</translation>
    </message>
    <message>
        <source>torch.load does not read this format: save it as a zip checkpoint, its quantized blocks as numbers</source>
        <translation>torch.load 不读取此格式：请另存为 zip 检查点，量化块存为数值</translation>
    </message>
    <message>
        <source>torch finds no type for storages without a class in a legacy stream: save it as a zip checkpoint</source>
        <translation>torch 无法确定旧格式流中没有类的存储的类型：请另存为 zip 检查点</translation>
    </message>
    <message>
        <source>%1; %2 accept it</source>
        <translation>%1；%2 可以接受</translation>
    </message>
    <message>
        <source>%1 {key holds|keys hold} parameters that FSDP flattened: their names and shapes are not in the file, and renaming does not bring them back; the training code has to save a full state dict</source>
        <translation>%1 个键含有被 FSDP 展平的参数：其名称和形状不在文件中，重命名无法恢复；训练代码需要保存完整的 state dict</translation>
    </message>
    <message>
        <source>A LoRA adapter, no model: it is loaded onto the model that it was made for</source>
        <translation>这是 LoRA 适配器，不是模型：它要加载到为之制作的模型上</translation>
    </message>
    <message>
        <source>A LoRA adapter, no model: it is loaded onto the model that it was made for; it changes %1</source>
        <translation>这是 LoRA 适配器，不是模型：它要加载到为之制作的模型上；它改变 %1</translation>
    </message>
    <message>
        <source>A LoRA adapter of rank %1, no model: it is loaded onto the model that it was made for</source>
        <translation>这是秩为 %1 的 LoRA 适配器，不是模型：它要加载到为之制作的模型上</translation>
    </message>
    <message>
        <source>A LoRA adapter of rank %1, no model: it is loaded onto the model that it was made for; it changes %2</source>
        <translation>这是秩为 %1 的 LoRA 适配器，不是模型：它要加载到为之制作的模型上；它改变 %2</translation>
    </message>
    <message>
        <source>%1 of %2 {model tensor holds|model tensors hold} no number at all: DeepSpeed ZeRO-3 leaves them empty where it did not gather the weights before it saved them</source>
        <translation>%2 个模型张量中有 %1 个不含任何数：DeepSpeed ZeRO-3 在保存前没有汇集权重时会让它们为空</translation>
    </message>
    <message>
        <source>a %1 tensor has no blocks whose numbers are read</source>
        <translation>%1 张量没有可读出数值的块</translation>
    </message>
    <message>
        <source>the tensor needs %1 bytes of blocks, %2 are in the file</source>
        <translation>张量需要 %1 字节的块，文件中有 %2 字节</translation>
    </message>
    <message>
        <source>blocks of %1 that do not hold a tensor of shape %2</source>
        <translation>%1 块容纳的不是形状为 %2 的张量</translation>
    </message>
    <message>
        <source>a jagged tensor without its arguments</source>
        <translation>没有参数的锯齿张量</translation>
    </message>
    <message>
        <source>a jagged tensor without values</source>
        <translation>没有值的锯齿张量</translation>
    </message>
    <message>
        <source>a tensor whose offset is no place in a file</source>
        <translation>偏移不在文件中的张量</translation>
    </message>
    <message>
        <source>sizes of type %1</source>
        <translation>类型为 %1 的大小</translation>
    </message>
    <message>
        <source>a %1 tensor is not made of pieces</source>
        <translation>%1 张量不是由多块构成的</translation>
    </message>
    <message>
        <source>the same numbers with rows and columns exchanged, as between a Conv1D of transformers and a Linear</source>
        <translation>数值相同，行列互换，如 transformers 的 Conv1D 与 Linear 之间</translation>
    </message>
    <message>
        <source>what both have is kept, new room gets %1</source>
        <translation>保留双方都有的部分，新增部分为%1</translation>
    </message>
    <message>
        <source>the file has none: they get %1</source>
        <translation>文件中没有：将得到%1</translation>
    </message>
    <message>
        <source>Transpose %1, resize %2, initialise %3: then it loads</source>
        <translation>转置 %1 个、调整大小 %2 个、初始化 %3 个：然后即可加载</translation>
    </message>
    <message>
        <source>%1: then it loads</source>
        <translation>%1：然后即可加载</translation>
    </message>
    <message>
        <source>%1, Drop %2</source>
        <translation>%1，删除 %2</translation>
    </message>
    <message>
        <source>Resize %1 to the model&apos;s shape</source>
        <translation>将 %1 调整为模型的形状</translation>
    </message>
    <message>
        <source>all of the above at once</source>
        <translation>以上全部一次完成</translation>
    </message>
    <message>
        <source>&quot;%1&quot; fits no tensor: %2</source>
        <translation>“%1”不适合任何张量：%2</translation>
    </message>
    <message>
        <source>nan is no number to fill with</source>
        <translation>nan 不能用来填充</translation>
    </message>
    <message>
        <source>a tensor of %1 dimensions; at most %2 are possible</source>
        <translation>%1 维的张量；最多可以是 %2 维</translation>
    </message>
    <message>
        <source>the shape %1 has the negative size %2</source>
        <translation>形状 %1 有负的大小 %2</translation>
    </message>
    <message>
        <source>the shape %1 of %2 has %3 elements; a tensor can be made of at most %4</source>
        <translation>%2 的形状 %1 有 %3 个元素；张量最多 %4 个元素</translation>
    </message>
    <message>
        <source>the shape %1 of %2 has more than 2^63 elements; a tensor can be made of at most %3</source>
        <translation>%2 的形状 %1 超过 2^63 个元素；张量最多 %3 个元素</translation>
    </message>
    <message>
        <source>numbers are drawn as float64, float32, float16 or bfloat16, not as %1</source>
        <translation>随机数只能是 float64、float32、float16 或 bfloat16，不能是 %1</translation>
    </message>
    <message>
        <source>Kaiming and Xavier need a tensor of at least two dimensions, not %1</source>
        <translation>Kaiming 和 Xavier 需要至少二维的张量，而不是 %1 维</translation>
    </message>
    <message>
        <source>tensors of %1 cannot be filled</source>
        <translation>%1 张量不能填充</translation>
    </message>
    <message>
        <source>%1 cannot hold %2</source>
        <translation>%1 不能容纳 %2</translation>
    </message>
    <message>
        <source>a shape is written [1200,1024]</source>
        <translation>形状应写作 [1200,1024]</translation>
    </message>
    <message>
        <source>expected a shape, as in KEY=zeros:[200,1024]:float32</source>
        <translation>应有形状，如 KEY=zeros:[200,1024]:float32</translation>
    </message>
    <message>
        <source>two dimensions are written GLOB=&gt;0,1</source>
        <translation>两个维度应写作 GLOB=&gt;0,1</translation>
    </message>
    <message>
        <source>expected a shape, as in KEY=[1200,1024]:zeros</source>
        <translation>应有形状，如 KEY=[1200,1024]:zeros</translation>
    </message>
    <message>
        <source>behind the shape stands a filling, as in KEY=[1200,1024]:zeros</source>
        <translation>形状之后应是填充方式，如 KEY=[1200,1024]:zeros</translation>
    </message>
    <message>
        <source>left as they are, as the numbers in their blocks are not read: %1 {tensor|tensors}</source>
        <translation>保持原样，因为不读取其块中的数值：%1 个张量</translation>
    </message>
    <message>
        <source>%1 is new, and the file has %2 state dicts (%3): say with --in which one gets it</source>
        <translation>%1 是新键，而文件有 %2 个 state dict（%3）：请用 --in 指明放入哪一个</translation>
    </message>
    <message>
        <source>%1 is a whole model, to which no key can be added: make a state dict of it first</source>
        <translation>%1 是整个模型，不能添加键：请先转为 state dict</translation>
    </message>
    <message>
        <source>the file has no state dict that %1 could be added to: name the place with a path, as in /model/%2</source>
        <translation>文件没有可以加入 %1 的 state dict：请用路径指明位置，如 /model/%2</translation>
    </message>
    <message>
        <source>no state dict has the key %1 (a path from the root begins with /)</source>
        <translation>没有 state dict 有键 %1（从根开始的路径以 / 开头）</translation>
    </message>
    <message>
        <source>%1: it cannot be replaced</source>
        <translation>%1：不能替换</translation>
    </message>
    <message>
        <source>%1: it cannot be resized</source>
        <translation>%1：不能调整大小</translation>
    </message>
    <message>
        <source>new, %1</source>
        <translation>新增，%1</translation>
    </message>
    <message>
        <source>%1 is %2, of %3 {dimension|dimensions}, and %4 has %5</source>
        <translation>%1 为 %2，有 %3 维，而 %4 有 %5 维</translation>
    </message>
    <message>
        <source>nothing can be transposed: %1</source>
        <translation>没有可转置的内容：%1</translation>
    </message>
    <message>
        <source>no tensor matches %1</source>
        <translation>没有张量匹配 %1</translation>
    </message>
    <message>
        <source>matched and not transposed: %1 {tensor|tensors} (%2)</source>
        <translation>匹配但未转置：%1 个张量（%2）</translation>
    </message>
    <message>
        <source>only the part that the process which wrote this file had of them: %1 {tensor|tensors}</source>
        <translation>只有写出此文件的进程所拥有的部分：%1 个张量</translation>
    </message>
    <message>
        <source>%1 of the optimizer is %2 for %3, which is %4 now: after load_state_dict the optimizer&apos;s step() would fail; leave it out (--drop-role optimizer) or build it anew</source>
        <translation>优化器中 %3 的 %1 为 %2，而它现在是 %4：load_state_dict 之后优化器的 step() 会失败；请去掉它（--drop-role optimizer）或重新建立</translation>
    </message>
    <message>
        <source>%1 of the optimizer is %2 for %3, which is %4 now (and %5 more like it): after load_state_dict the optimizer&apos;s step() would fail; leave it out (--drop-role optimizer) or build it anew</source>
        <translation>优化器中 %3 的 %1 为 %2，而它现在是 %4（另有 %5 个类似）：load_state_dict 之后优化器的 step() 会失败；请去掉它（--drop-role optimizer）或重新建立</translation>
    </message>
    <message>
        <source>the key is empty</source>
        <translation>键为空</translation>
    </message>
    <message>
        <source>it names no file to take the tensor from</source>
        <translation>没有指明从哪个文件取张量</translation>
    </message>
    <message>
        <source>no tensor has a dimension %1</source>
        <translation>没有张量有维度 %1</translation>
    </message>
    <message>
        <source>a dimension cannot change places with itself</source>
        <translation>一个维度不能与自身交换</translation>
    </message>
    <message>
        <source>%1 reaches past its bytes</source>
        <translation>%1 超出其字节</translation>
    </message>
    <message>
        <source>%1 is a view that conjugates or negates what it sees, or has no numbers</source>
        <translation>%1 是共轭或取负的视图，或没有数值</translation>
    </message>
    <message>
        <source>%1 is of type %2</source>
        <translation>%1 的类型为 %2</translation>
    </message>
    <message>
        <source>%1 is a view into numbers that the plan makes</source>
        <translation>%1 是计划所生成数值的视图</translation>
    </message>
    <message>
        <source>%1 is a %2 tensor of %3, which cannot be taken over</source>
        <translation>%1 是 %3 的 %2 张量，不能取用</translation>
    </message>
    <message>
        <source>%1 is not whole in that file</source>
        <translation>%1 在那个文件中不完整</translation>
    </message>
    <message>
        <source>laid out anew</source>
        <translation>重新排列</translation>
    </message>
    <message>
        <source>%1 gets numbers of its own: %2 {tensor|tensors} that saw parts of them {keeps|keep} the old ones</source>
        <translation>%1 得到自己的数值：看到其中一部分的 %2 个张量保留旧值</translation>
    </message>
    <message>
        <source>a list of integers</source>
        <translation>整数列表</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be a list of two dimensions</source>
        <translation>“%1”必须是两个维度的列表</translation>
    </message>
    <message>
        <source>&quot;%1&quot;: nan is no number to fill with</source>
        <translation>“%1”：nan 不能用来填充</translation>
    </message>
    <message>
        <source>one rank of a distributed checkpoint</source>
        <translation>分布式检查点中的一个 rank</translation>
    </message>
    <message>
        <source>distributed checkpoint (files of %1 {rank|ranks})</source>
        <translation>分布式检查点（%1 个 rank 的文件）</translation>
    </message>
    <message>
        <source>distributed checkpoint (safetensors of %1 {rank|ranks})</source>
        <translation>分布式检查点（%1 个 rank 的 safetensors）</translation>
    </message>
    <message>
        <source>%1 {tensor|tensors} put together from their parts; everything else is as the first rank has it</source>
        <translation>由各部分拼接出 %1 个张量；其余内容取自第一个 rank</translation>
    </message>
    <message>
        <source>its parts cannot be joined: %1</source>
        <translation>其各部分无法拼接：%1</translation>
    </message>
    <message>
        <source>the file does not say how it is spread</source>
        <translation>文件没有说明它是如何分布的</translation>
    </message>
    <message>
        <source>the files do not have the same tensor there</source>
        <translation>各文件在该处的张量不一致</translation>
    </message>
    <message>
        <source>a part of %1 at %2 is not what the file says of its processes</source>
        <translation>位于 %2 的部分 %1 与文件对各进程的说明不符</translation>
    </message>
    <message>
        <source>not all of the processes&apos; files are there, only those of rank %1: parts of %2 {tensor|tensors} are missing</source>
        <translation>并非所有进程的文件都在，只有 rank %1 的文件：%2 个张量缺少部分内容</translation>
    </message>
    <message>
        <source>it is no plain tensor</source>
        <translation>它不是普通张量</translation>
    </message>
    <message>
        <source>the file does not hold all of it</source>
        <translation>文件没有包含它的全部</translation>
    </message>
    <message>
        <source>%1 chunks of a single number</source>
        <translation>单个数字却有 %1 个分块</translation>
    </message>
    <message>
        <source>chunks overlap: %1 and %2</source>
        <translation>分块重叠：%1 和 %2</translation>
    </message>
    <message>
        <source>a chunk of %1 does not lie within %2</source>
        <translation>分块 %1 不在 %2 之内</translation>
    </message>
    <message>
        <source>a chunk of %1 needs %2 bytes, %3 are there</source>
        <translation>分块 %1 需要 %2 字节，实有 %3 字节</translation>
    </message>
    <message>
        <source>the shape %1 is impossible</source>
        <translation>形状 %1 不可能存在</translation>
    </message>
    <message>
        <source>%1: %2 of %3 bytes at %4 are in no file</source>
        <translation>%1：位于 %4 的 %3 字节中有 %2 字节不在任何文件中</translation>
    </message>
    <message>
        <source>a tensor in boxes of several types</source>
        <translation>张量的各块类型不同</translation>
    </message>
    <message>
        <source>a tensor in boxes of impossible sizes</source>
        <translation>张量的各块大小不可能存在</translation>
    </message>
    <message>
        <source>%1 {tensor|tensors} put together from their parts</source>
        <translation>由各部分拼接出 %1 个张量</translation>
    </message>
    <message>
        <source>the target has no file name</source>
        <translation>目标没有文件名</translation>
    </message>
    <message>
        <source>the target cannot be examined</source>
        <translation>无法检查目标</translation>
    </message>
    <message>
        <source>the target is not a regular file</source>
        <translation>目标不是普通文件</translation>
    </message>
    <message>
        <source>the folder %1 cannot be used</source>
        <translation>无法使用文件夹 %1</translation>
    </message>
    <message>
        <source>the save needs %1 bytes, the disk of %2 has %3 free</source>
        <translation>保存需要 %1 字节，%2 所在磁盘剩余 %3 字节</translation>
    </message>
    <message>
        <source>an earlier write to this file failed</source>
        <translation>此前对该文件的写入失败</translation>
    </message>
    <message>
        <source>the permissions of the new file cannot be set</source>
        <translation>无法设置新文件的权限</translation>
    </message>
    <message>
        <source>the new file cannot be flushed to disk</source>
        <translation>无法将新文件写到磁盘</translation>
    </message>
    <message>
        <source>the new file cannot take the name %1</source>
        <translation>新文件无法改名为 %1</translation>
    </message>
    <message>
        <source>need %1 bytes at %2, the file became shorter while it was read</source>
        <translation>在 %2 处需要 %1 字节，文件在读取时变短了</translation>
    </message>
    <message>
        <source>need %1 bytes at %2, %3 has %4</source>
        <translation>在 %2 处需要 %1 字节，%3 有 %4 字节</translation>
    </message>
    <message>
        <source>need %1 bytes, %2 left</source>
        <translation>需要 %1 字节，只剩 %2 字节</translation>
    </message>
    <message>
        <source>cannot write %1 bytes at %2</source>
        <translation>无法在 %2 处写入 %1 字节</translation>
    </message>
    <message>
        <source>a pipe, not a file that can be read at any place</source>
        <translation>这是管道，不是可在任意位置读取的文件</translation>
    </message>
    <message>
        <source>cannot be opened</source>
        <translation>无法打开</translation>
    </message>
    <message>
        <source>cannot be examined</source>
        <translation>无法检查</translation>
    </message>
    <message>
        <source>cannot be examined again</source>
        <translation>无法再次检查</translation>
    </message>
    <message>
        <source>standard input</source>
        <translation>标准输入</translation>
    </message>
    <message>
        <source>is no longer at its place</source>
        <translation>已不在原处</translation>
    </message>
    <message>
        <source>was replaced by another file since it was opened; open it again</source>
        <translation>打开之后被另一个文件替换；请重新打开</translation>
    </message>
    <message>
        <source>changed since it was opened: %1 bytes then, %2 now; open it again</source>
        <translation>打开之后有改动：当时 %1 字节，现在 %2 字节；请重新打开</translation>
    </message>
    <message>
        <source>was written to since it was opened; open it again</source>
        <translation>打开之后被写入；请重新打开</translation>
    </message>
    <message>
        <source>cannot be opened for writing</source>
        <translation>无法打开以写入</translation>
    </message>
    <message>
        <source>is being edited by another program</source>
        <translation>正被另一个程序编辑</translation>
    </message>
    <message>
        <source>changed since it was opened; open it again</source>
        <translation>打开之后有改动；请重新打开</translation>
    </message>
    <message>
        <source>cannot be flushed to disk</source>
        <translation>无法写到磁盘</translation>
    </message>
    <message>
        <source>a file of %1 bytes cannot be cut to %2</source>
        <translation>%1 字节的文件无法截到 %2 字节</translation>
    </message>
    <message>
        <source>cannot be cut</source>
        <translation>无法截短</translation>
    </message>
    <message>
        <source>the input of a helper program</source>
        <translation>辅助程序的输入</translation>
    </message>
    <message>
        <source>memory for the input of a helper program</source>
        <translation>辅助程序输入所需的内存</translation>
    </message>
    <message>
        <source>%1 has %2 bytes that are no range of a file; at most %3 are read that way</source>
        <translation>%1 有 %2 字节不是文件中的一段；这样最多读取 %3 字节</translation>
    </message>
    <message>
        <source>the helper program %1 is missing: it is looked for at %2; install Pthfinder with HDF5 support, or put it there</source>
        <translation>缺少辅助程序 %1：在 %2 处查找；请安装带 HDF5 支持的 Pthfinder，或将它放到该处</translation>
    </message>
    <message>
        <source>a pipe to %1</source>
        <translation>通往 %1 的管道</translation>
    </message>
    <message>
        <source>the helper program %1</source>
        <translation>辅助程序 %1</translation>
    </message>
    <message>
        <source>reading from a helper program</source>
        <translation>读取辅助程序的输出</translation>
    </message>
    <message>
        <source>a helper program said nothing for %1 ms and was stopped</source>
        <translation>辅助程序 %1 毫秒没有回应，已停止</translation>
    </message>
    <message>
        <source>the link cannot be followed</source>
        <translation>无法跟随链接</translation>
    </message>
    <message>
        <source>more than %1 links lead on from here</source>
        <translation>从这里出发的链接超过 %1 个</translation>
    </message>
    <message>
        <source>cannot make a file in the folder %1</source>
        <translation>无法在文件夹 %1 中创建文件</translation>
    </message>
    <message>
        <source>position %1 is beyond the %2 bytes at hand</source>
        <translation>位置 %1 超出现有的 %2 字节</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有这个文件或文件夹</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>不允许此操作</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>超出磁盘配额</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>文件系统只读</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>这是文件夹</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>这不是文件夹</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>文件已存在</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>文件过大</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>文件名过长</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>输入输出错误</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>打开的文件过多</translation>
    </message>
    <message>
        <source>Too many levels of symbolic links</source>
        <translation>符号链接层数过多</translation>
    </message>
    <message>
        <source>Cannot allocate memory</source>
        <translation>无法分配内存</translation>
    </message>
    <message>
        <source>Stale file handle</source>
        <translation>文件句柄已失效</translation>
    </message>
    <message>
        <source>Broken pipe</source>
        <translation>管道已断开</translation>
    </message>
    <message>
        <source>key without a value among %1 values</source>
        <translation>%1 个值中有键没有值</translation>
    </message>
    <message>
        <source>adds items to a value that takes none</source>
        <translation>向不接受元素的值添加元素</translation>
    </message>
    <message>
        <source>sets entries of a value that has none</source>
        <translation>设置没有条目的值的条目</translation>
    </message>
    <message>
        <source>name of more than %1 bytes</source>
        <translation>名称超过 %1 字节</translation>
    </message>
    <message>
        <source>name of a global is no UTF-8</source>
        <translation>全局对象的名称不是 UTF-8</translation>
    </message>
    <message>
        <source>more than %1 different globals</source>
        <translation>不同的全局对象超过 %1 个</translation>
    </message>
    <message>
        <source>needs two texts, a module and a name</source>
        <translation>需要两个文本：模块和名称</translation>
    </message>
    <message>
        <source>calls a plain value</source>
        <translation>调用了普通值</translation>
    </message>
    <message>
        <source>arguments that are no tuple</source>
        <translation>参数不是元组</translation>
    </message>
    <message>
        <source>no class above the MARK</source>
        <translation>MARK 之上没有类</translation>
    </message>
    <message>
        <source>keyword arguments that are no dictionary</source>
        <translation>关键字参数不是字典</translation>
    </message>
    <message>
        <source>gives a state to a value that has none</source>
        <translation>给没有状态的值设置状态</translation>
    </message>
    <message>
        <source>persistent id is no text</source>
        <translation>持久 id 不是文本</translation>
    </message>
    <message>
        <source>goes on beyond the %1 bytes that are read of one pickle</source>
        <translation>超出单个 pickle 读取的 %1 字节</translation>
    </message>
    <message>
        <source>goes on beyond the bytes that are read of one pickle</source>
        <translation>超出单个 pickle 读取的字节数</translation>
    </message>
    <message>
        <source>line longer than %1 bytes</source>
        <translation>行长超过 %1 字节</translation>
    </message>
    <message>
        <source>line without an end, %1 bytes left</source>
        <translation>行没有结尾，剩余 %1 字节</translation>
    </message>
    <message>
        <source>length of %1 bytes</source>
        <translation>长度为 %1 字节</translation>
    </message>
    <message>
        <source>no error was noted</source>
        <translation>没有记录到错误</translation>
    </message>
    <message>
        <source>pickle of more than %1 bytes, which is not read back</source>
        <translation>pickle 超过 %1 字节，无法读回</translation>
    </message>
    <message>
        <source>a tensor that no pickle describes has to be replaced by a call</source>
        <translation>没有 pickle 描述的张量须替换为调用</translation>
    </message>
    <message>
        <source>a container where a plain value was expected</source>
        <translation>应为普通值之处是容器</translation>
    </message>
    <message>
        <source>a global with a newline in its name, which protocol 2 cannot say</source>
        <translation>全局对象的名称含换行，协议 2 无法表示</translation>
    </message>
    <message>
        <source>a Python 2 string of %1 bytes</source>
        <translation>%1 字节的 Python 2 字符串</translation>
    </message>
    <message>
        <source>bytes that take %1 bytes as text</source>
        <translation>写成文本需要 %1 字节的字节串</translation>
    </message>
    <message>
        <source>byte %1 at %2 is no pickle opcode</source>
        <translation>%2 处的字节 %1 不是 pickle 操作码</translation>
    </message>
    <message>
        <source>more than %1 values in one document</source>
        <translation>一个文档中超过 %1 个值</translation>
    </message>
    <message>
        <source>more than %1 values on the stack</source>
        <translation>栈上超过 %1 个值</translation>
    </message>
    <message>
        <source>more than %1 mentions of values</source>
        <translation>对值的引用超过 %1 次</translation>
    </message>
    <message>
        <source>pickle ends without a STOP</source>
        <translation>pickle 没有以 STOP 结束</translation>
    </message>
    <message>
        <source>no MARK on the stack</source>
        <translation>栈上没有 MARK</translation>
    </message>
    <message>
        <source>needs %1 values on the stack, %2 there</source>
        <translation>栈上需要 %1 个值，只有 %2 个</translation>
    </message>
    <message>
        <source>needs %1 values on the stack, %2 above the topmost MARK</source>
        <translation>栈上需要 %1 个值，最上面的 MARK 之上只有 %2 个</translation>
    </message>
    <message>
        <source>… and more</source>
        <translation>… 等等</translation>
    </message>
    <message>
        <source>tuples and calls that contain themselves in too many ways to be written</source>
        <translation>元组和调用以过多方式包含自身，无法写出</translation>
    </message>
    <message>
        <source>a value that contains itself</source>
        <translation>包含自身的值</translation>
    </message>
    <message>
        <source>expected %1 at character %2, found %3</source>
        <translation>第 %2 个字符处应为 %1，却是 %3</translation>
    </message>
    <message>
        <source>more than %1 levels of brackets</source>
        <translation>括号超过 %1 层</translation>
    </message>
    <message>
        <source>a closing quote</source>
        <translation>右引号</translation>
    </message>
    <message>
        <source>integer of %1 bytes, at most %2 are read</source>
        <translation>整数有 %1 字节，最多读取 %2 字节</translation>
    </message>
    <message>
        <source>integer of %1 digits</source>
        <translation>整数有 %1 位</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no integer</source>
        <translation>&apos;%1&apos; 不是整数</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no float</source>
        <translation>&apos;%1&apos; 不是浮点数</translation>
    </message>
    <message>
        <source>more than %1 memo entries with far-off numbers</source>
        <translation>编号相隔很远的 memo 条目超过 %1 个</translation>
    </message>
    <message>
        <source>nothing in the memo at %1</source>
        <translation>memo 的 %1 处没有内容</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no number of a memo entry</source>
        <translation>&apos;%1&apos; 不是 memo 条目的编号</translation>
    </message>
    <message>
        <source>pickle protocol %1, the highest known is %2</source>
        <translation>pickle 协议 %1，已知的最高为 %2</translation>
    </message>
    <message>
        <source>frame of %1 bytes, %2 left</source>
        <translation>帧长 %1 字节，只剩 %2 字节</translation>
    </message>
    <message>
        <source>extension codes have no meaning outside the program that wrote them</source>
        <translation>扩展码在写出它的程序之外没有意义</translation>
    </message>
    <message>
        <source>out-of-band buffers are not in the file</source>
        <translation>带外缓冲区不在文件中</translation>
    </message>
    <message>
        <source>text of %1 bytes is no UTF-8</source>
        <translation>%1 字节的文本不是 UTF-8</translation>
    </message>
    <message>
        <source>string of %1 bytes</source>
        <translation>%1 字节的字符串</translation>
    </message>
    <message>
        <source>line of %1 bytes is no quoted string</source>
        <translation>%1 字节的行不是带引号的字符串</translation>
    </message>
    <message>
        <source>line of %1 bytes is no raw-unicode-escape text</source>
        <translation>%1 字节的行不是 raw-unicode-escape 文本</translation>
    </message>
    <message>
        <source>copy or download it again and compare the sizes; `pthf salvage` keeps what is whole</source>
        <translation>请重新复制或下载并比较大小；`pthf salvage` 可保留完好的部分</translation>
    </message>
    <message>
        <source>TorchScript model for mobile (lite interpreter, zip)</source>
        <translation>移动端 TorchScript 模型（lite interpreter，zip）</translation>
    </message>
    <message>
        <source>exported program (torch.export, .pt2 archive)</source>
        <translation>导出的程序（torch.export，.pt2 归档）</translation>
    </message>
    <message>
        <source>exported program (torch.export of torch ≤ 2.7)</source>
        <translation>导出的程序（torch ≤ 2.7 的 torch.export）</translation>
    </message>
    <message>
        <source>TorchScript model of torch 1.0 to 1.2 (zip with model.json)</source>
        <translation>torch 1.0 至 1.2 的 TorchScript 模型（含 model.json 的 zip）</translation>
    </message>
    <message>
        <source>numpy arrays (npz)</source>
        <translation>numpy 数组（npz）</translation>
    </message>
    <message>
        <source>numpy array (npy)</source>
        <translation>numpy 数组（npy）</translation>
    </message>
    <message>
        <source>Keras model (.keras archive)</source>
        <translation>Keras 模型（.keras 归档）</translation>
    </message>
    <message>
        <source>it holds no weights; look for the file that was meant</source>
        <translation>其中没有权重；请找到真正需要的文件</translation>
    </message>
    <message>
        <source>Office document (docx, xlsx or pptx)</source>
        <translation>Office 文档（docx、xlsx 或 pptx）</translation>
    </message>
    <message>
        <source>Android app</source>
        <translation>Android 应用</translation>
    </message>
    <message>
        <source>Java archive</source>
        <translation>Java 归档</translation>
    </message>
    <message>
        <source>empty zip archive</source>
        <translation>空的 zip 归档</translation>
    </message>
    <message>
        <source>copy or download it again</source>
        <translation>请重新复制或下载</translation>
    </message>
    <message>
        <source>zip archive around one file, %1, that is a checkpoint or a zip</source>
        <translation>zip 归档，其中的单个文件 %1 是检查点或 zip</translation>
    </message>
    <message>
        <source>unzip it once and open the file inside</source>
        <translation>请解压一次，然后打开里面的文件</translation>
    </message>
    <message>
        <source>zip archive of %1 {file|files} (%2)</source>
        <translation>含 %1 个文件的 zip 归档（%2）</translation>
    </message>
    <message>
        <source>unzip it and open the checkpoint inside, if there is one</source>
        <translation>请解压，若里面有检查点则打开它</translation>
    </message>
    <message>
        <source>%1 that was damaged in transfer: line ends were changed on the way (LF to CR LF)</source>
        <translation>%1，传输时损坏：换行符在途中被改（LF 变成 CR LF）</translation>
    </message>
    <message>
        <source>%1 that was damaged in transfer: its bytes were taken for text on the way (UTF-8)</source>
        <translation>%1，传输时损坏：字节在途中被当作文本（UTF-8）</translation>
    </message>
    <message>
        <source>transfer it again in binary mode; these bytes cannot be mended</source>
        <translation>请以二进制模式重新传输；这些字节无法修复</translation>
    </message>
    <message>
        <source>%1, cut short after %2 bytes: the zip&apos;s end record is missing</source>
        <translation>%1，在 %2 字节后被截断：缺少 zip 的结尾记录</translation>
    </message>
    <message>
        <source>several zip archives in one file, as in the .distcp files of a checkpoint folder</source>
        <translation>一个文件中有多个 zip 归档，如检查点文件夹的 .distcp 文件</translation>
    </message>
    <message>
        <source>open the folder, if it is one of these; else the parts have to be taken apart</source>
        <translation>若属于这种文件，请打开文件夹；否则须将各部分拆开</translation>
    </message>
    <message>
        <source>%1 with a damaged directory</source>
        <translation>%1，目录损坏</translation>
    </message>
    <message>
        <source>PyTorch checkpoint (tar, torch 0.1.1 to 0.1.9)</source>
        <translation>PyTorch 检查点（tar，torch 0.1.1 至 0.1.9）</translation>
    </message>
    <message>
        <source>tar archive</source>
        <translation>tar 归档</translation>
    </message>
    <message>
        <source>unpack it (tar xf) and open the checkpoint inside</source>
        <translation>请解包（tar xf），然后打开里面的检查点</translation>
    </message>
    <message>
        <source>unpack it and open the checkpoint inside</source>
        <translation>请解包，然后打开里面的检查点</translation>
    </message>
    <message>
        <source>it is a model of another framework; load it with that framework</source>
        <translation>这是其他框架的模型；请用该框架加载</translation>
    </message>
    <message>
        <source>it holds no pickle; load it with the program that compressed it</source>
        <translation>其中没有 pickle；请用压缩它的程序加载</translation>
    </message>
    <message>
        <source>download the file again, logged in or from another address where it asks for that</source>
        <translation>请重新下载文件：若网站要求，请登录或换一个地址</translation>
    </message>
    <message>
        <source>gzip file</source>
        <translation>gzip 文件</translation>
    </message>
    <message>
        <source>unpack it (gunzip) and open what is inside</source>
        <translation>请解包（gunzip），然后打开里面的内容</translation>
    </message>
    <message>
        <source>unpack it (bunzip2) and open what is inside</source>
        <translation>请解包（bunzip2），然后打开里面的内容</translation>
    </message>
    <message>
        <source>unpack it (unxz) and open what is inside</source>
        <translation>请解包（unxz），然后打开里面的内容</translation>
    </message>
    <message>
        <source>unpack it (unlzma) and open what is inside</source>
        <translation>请解包（unlzma），然后打开里面的内容</translation>
    </message>
    <message>
        <source>unpack it (unzstd) and open what is inside</source>
        <translation>请解包（unzstd），然后打开里面的内容</translation>
    </message>
    <message>
        <source>unpack it (unlz4) and open what is inside</source>
        <translation>请解包（unlz4），然后打开里面的内容</translation>
    </message>
    <message>
        <source>bzip2 file</source>
        <translation>bzip2 文件</translation>
    </message>
    <message>
        <source>xz file</source>
        <translation>xz 文件</translation>
    </message>
    <message>
        <source>lzma file</source>
        <translation>lzma 文件</translation>
    </message>
    <message>
        <source>zstd file</source>
        <translation>zstd 文件</translation>
    </message>
    <message>
        <source>lz4 file</source>
        <translation>lz4 文件</translation>
    </message>
    <message>
        <source>zlib stream</source>
        <translation>zlib 流</translation>
    </message>
    <message>
        <source>RAR archive</source>
        <translation>RAR 归档</translation>
    </message>
    <message>
        <source>7z archive</source>
        <translation>7z 归档</translation>
    </message>
    <message>
        <source>PyTorch container of a preview before 1.0</source>
        <translation>1.0 之前预览版的 PyTorch 容器</translation>
    </message>
    <message>
        <source>no torch reads it any more; it has to be saved again with the preview that wrote it</source>
        <translation>现在的 torch 都不再读取它；须用写出它的预览版重新保存</translation>
    </message>
    <message>
        <source>TensorFlow Lite model</source>
        <translation>TensorFlow Lite 模型</translation>
    </message>
    <message>
        <source>ExecuTorch program</source>
        <translation>ExecuTorch 程序</translation>
    </message>
    <message>
        <source>load it with ExecuTorch; the checkpoint it was made from has names</source>
        <translation>请用 ExecuTorch 加载；制作它所用的检查点带有名称</translation>
    </message>
    <message>
        <source>GGML model</source>
        <translation>GGML 模型</translation>
    </message>
    <message>
        <source>convert it to GGUF with llama.cpp</source>
        <translation>请用 llama.cpp 转换为 GGUF</translation>
    </message>
    <message>
        <source>PNG picture</source>
        <translation>PNG 图片</translation>
    </message>
    <message>
        <source>JPEG picture</source>
        <translation>JPEG 图片</translation>
    </message>
    <message>
        <source>GIF picture</source>
        <translation>GIF 图片</translation>
    </message>
    <message>
        <source>RIFF file (sound, video or picture)</source>
        <translation>RIFF 文件（声音、视频或图片）</translation>
    </message>
    <message>
        <source>MP4 or HEIF file (video or picture)</source>
        <translation>MP4 或 HEIF 文件（视频或图片）</translation>
    </message>
    <message>
        <source>Ogg file (sound or video)</source>
        <translation>Ogg 文件（声音或视频）</translation>
    </message>
    <message>
        <source>MP3 file</source>
        <translation>MP3 文件</translation>
    </message>
    <message>
        <source>PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>ELF program or library</source>
        <translation>ELF 程序或库</translation>
    </message>
    <message>
        <source>Windows program or library</source>
        <translation>Windows 程序或库</translation>
    </message>
    <message>
        <source>macOS program or library</source>
        <translation>macOS 程序或库</translation>
    </message>
    <message>
        <source>Java class or macOS program</source>
        <translation>Java 类或 macOS 程序</translation>
    </message>
    <message>
        <source>Microsoft Office document</source>
        <translation>Microsoft Office 文档</translation>
    </message>
    <message>
        <source>SQLite database</source>
        <translation>SQLite 数据库</translation>
    </message>
    <message>
        <source>Parquet file</source>
        <translation>Parquet 文件</translation>
    </message>
    <message>
        <source>Arrow file</source>
        <translation>Arrow 文件</translation>
    </message>
    <message>
        <source>MATLAB file</source>
        <translation>MATLAB 文件</translation>
    </message>
    <message>
        <source>load it with scipy.io.loadmat</source>
        <translation>请用 scipy.io.loadmat 加载</translation>
    </message>
    <message>
        <source>MessagePack file</source>
        <translation>MessagePack 文件</translation>
    </message>
    <message>
        <source>MXNet parameters</source>
        <translation>MXNet 参数</translation>
    </message>
    <message>
        <source>Darknet weights</source>
        <translation>Darknet 权重</translation>
    </message>
    <message>
        <source>TensorFlow frozen graph (by its first bytes)</source>
        <translation>TensorFlow 冻结图（依据开头的字节）</translation>
    </message>
    <message>
        <source>ONNX model (by its first bytes)</source>
        <translation>ONNX 模型（依据开头的字节）</translation>
    </message>
    <message>
        <source>load it with onnxruntime; the checkpoint it was exported from has the training&apos;s names</source>
        <translation>请用 onnxruntime 加载；导出它所用的检查点带有训练时的名称</translation>
    </message>
    <message>
        <source>Git LFS pointer (%1)</source>
        <translation>Git LFS 指针（%1）</translation>
    </message>
    <message>
        <source>Git LFS pointer (%1), %2</source>
        <translation>Git LFS 指针（%1），%2</translation>
    </message>
    <message>
        <source>Git LFS pointer (%1) for a file of %2 (%3 bytes)</source>
        <translation>Git LFS 指针（%1），指向 %2（%3 字节）的文件</translation>
    </message>
    <message>
        <source>Git LFS pointer (%1) for a file of %2 (%3 bytes), %4</source>
        <translation>Git LFS 指针（%1），指向 %2（%3 字节）的文件，%4</translation>
    </message>
    <message>
        <source>the weights themselves are not here: run `git lfs pull` in the repository that it comes from</source>
        <translation>权重本身不在这里：请在它所属的仓库中运行 `git lfs pull`</translation>
    </message>
    <message>
        <source>HTML page</source>
        <translation>HTML 网页</translation>
    </message>
    <message>
        <source>HTML page titled %1</source>
        <translation>标题为 %1 的 HTML 网页</translation>
    </message>
    <message>
        <source>a web page was saved in place of the file: %1</source>
        <translation>保存下来的是网页而不是文件：%1</translation>
    </message>
    <message>
        <source>XML error message of a server: %1</source>
        <translation>服务器的 XML 错误消息：%1</translation>
    </message>
    <message>
        <source>XML or HTML text beginning %1</source>
        <translation>以 %1 开头的 XML 或 HTML 文本</translation>
    </message>
    <message>
        <source>index of a sharded checkpoint (JSON)</source>
        <translation>分片检查点的索引（JSON）</translation>
    </message>
    <message>
        <source>JSON text beginning %1</source>
        <translation>以 %1 开头的 JSON 文本</translation>
    </message>
    <message>
        <source>it describes something, or says what a server could not do; the weights are elsewhere</source>
        <translation>它描述某些内容，或说明服务器无法做什么；权重在别处</translation>
    </message>
    <message>
        <source>MessagePack file (Flax or JAX weights, perhaps)</source>
        <translation>MessagePack 文件（可能是 Flax 或 JAX 权重）</translation>
    </message>
    <message>
        <source>file of white space</source>
        <translation>空白字符文件</translation>
    </message>
    <message>
        <source>git-annex pointer</source>
        <translation>git-annex 指针</translation>
    </message>
    <message>
        <source>run `git annex get` on it</source>
        <translation>请对它运行 `git annex get`</translation>
    </message>
    <message>
        <source>DVC pointer</source>
        <translation>DVC 指针</translation>
    </message>
    <message>
        <source>run `dvc pull` on it</source>
        <translation>请对它运行 `dvc pull`</translation>
    </message>
    <message>
        <source>TensorFlow checkpoint list</source>
        <translation>TensorFlow 检查点列表</translation>
    </message>
    <message>
        <source>text beginning %1</source>
        <translation>以 %1 开头的文本</translation>
    </message>
    <message>
        <source>deflated data goes on past its %1 stored bytes</source>
        <translation>deflate 数据超出其存储的 %1 字节</translation>
    </message>
    <message>
        <source>no memory to inflate</source>
        <translation>没有内存用于解压</translation>
    </message>
    <message>
        <source>deflated data is damaged after %1 inflated bytes</source>
        <translation>deflate 数据在解压出 %1 字节后损坏</translation>
    </message>
    <message>
        <source>%1 deflated bytes cannot inflate to %2</source>
        <translation>%1 字节的 deflate 数据无法解压成 %2 字节</translation>
    </message>
    <message>
        <source>need %1 bytes at %2 of an inflated record of %3</source>
        <translation>需要解压记录 %2 处的 %1 字节，该记录共 %3 字节</translation>
    </message>
    <message>
        <source>inflates to %1 bytes, the directory says %2</source>
        <translation>解压后为 %1 字节，目录记为 %2</translation>
    </message>
    <message>
        <source>list of storage keys</source>
        <translation>存储键列表</translation>
    </message>
    <message>
        <source>no list of storage keys behind the object</source>
        <translation>对象之后没有存储键列表</translation>
    </message>
    <message>
        <source>a storage key that is no text</source>
        <translation>存储键不是文本</translation>
    </message>
    <message>
        <source>storage that the object does not mention: its size is unknown</source>
        <translation>对象未提及的存储：大小未知</translation>
    </message>
    <message>
        <source>file ends before the storage&apos;s count: %1 of 8 bytes are left</source>
        <translation>文件在存储的计数之前结束：8 字节中只剩 %1 字节</translation>
    </message>
    <message>
        <source>storage says %1 elements, the object %2</source>
        <translation>存储记为 %1 个元素，对象记为 %2 个</translation>
    </message>
    <message>
        <source>file ends within the storage: %1 of %2 bytes</source>
        <translation>文件在存储中间结束：%2 字节中有 %1 字节</translation>
    </message>
    <message>
        <source>%1 storages have no place in the file</source>
        <translation>%1 个存储在文件中没有位置</translation>
    </message>
    <message>
        <source>another torch.save follows at %1: only the first one is shown</source>
        <translation>%1 处还有另一次 torch.save：只显示第一个</translation>
    </message>
    <message>
        <source>%1 bytes follow the last storage</source>
        <translation>最后一个存储之后还有 %1 字节</translation>
    </message>
    <message>
        <source>magic number</source>
        <translation>魔数</translation>
    </message>
    <message>
        <source>no legacy stream: its magic number is missing</source>
        <translation>不是旧式流：缺少魔数</translation>
    </message>
    <message>
        <source>format version</source>
        <translation>格式版本</translation>
    </message>
    <message>
        <source>legacy stream of another version than 1001: torch refuses it</source>
        <translation>旧式流的版本不是 1001：torch 拒绝它</translation>
    </message>
    <message>
        <source>a storage ends at %1 instead of %2</source>
        <translation>存储在 %1 处结束，而应在 %2 处</translation>
    </message>
    <message>
        <source>Python pickle (protocol %1), written by pickle.dump and not by torch.save</source>
        <translation>Python pickle（协议 %1），由 pickle.dump 而非 torch.save 写出</translation>
    </message>
    <message>
        <source>PyTorch checkpoint (legacy stream) that was damaged in transfer: line ends were changed on the way</source>
        <translation>PyTorch 检查点（旧式流），传输时损坏：换行符在途中被改</translation>
    </message>
    <message>
        <source>PyTorch checkpoint (legacy stream) that was damaged in transfer: its bytes were taken for text (UTF-8)</source>
        <translation>PyTorch 检查点（旧式流），传输时损坏：字节被当作文本（UTF-8）</translation>
    </message>
    <message>
        <source>PyTorch checkpoint (legacy stream, torch 0.1.10 to 1.5 or by choice since)</source>
        <translation>PyTorch 检查点（旧式流，torch 0.1.10 至 1.5，此后可选）</translation>
    </message>
    <message>
        <source>TorchScript model for mobile (flatbuffer)</source>
        <translation>移动端 TorchScript 模型（flatbuffer）</translation>
    </message>
    <message>
        <source>its weights are laid out for the interpreter on phones; open the checkpoint or the TorchScript file that it was made from</source>
        <translation>其权重按手机上的解释器排布；请打开制作它所用的检查点或 TorchScript 文件</translation>
    </message>
    <message>
        <source>HDF5 file (Keras weights, perhaps)</source>
        <translation>HDF5 文件（可能是 Keras 权重）</translation>
    </message>
    <message>
        <source>file of zeros (%1 bytes)</source>
        <translation>全为零的文件（%1 字节）</translation>
    </message>
    <message>
        <source>file that begins with %1 zeros or more</source>
        <translation>以至少 %1 个零字节开头的文件</translation>
    </message>
    <message>
        <source>the download or copy was broken off after room was made for it: do it again</source>
        <translation>下载或复制在预留空间后中断：请重做</translation>
    </message>
    <message>
        <source>TensorFlow checkpoint (index)</source>
        <translation>TensorFlow 检查点（索引）</translation>
    </message>
    <message>
        <source>unknown kind of file (%1 bytes, beginning %2)</source>
        <translation>未知类型的文件（%1 字节，以 %2 开头）</translation>
    </message>
    <message>
        <source>no format that is known here begins like that; ask where it came from</source>
        <translation>已知的格式都不这样开头；请询问它的来源</translation>
    </message>
    <message>
        <source>empty file (0 bytes)</source>
        <translation>空文件（0 字节）</translation>
    </message>
    <message>
        <source>whatever wrote it was stopped before the first byte: save, copy or download it again</source>
        <translation>写它的程序在第一个字节之前就停止了：请重新保存、复制或下载</translation>
    </message>
    <message>
        <source>record needs %1 bytes at %2, the file has %3</source>
        <translation>记录在 %2 处需要 %1 字节，文件有 %3 字节</translation>
    </message>
    <message>
        <source>no local header where the directory says</source>
        <translation>目录所指之处没有本地头</translation>
    </message>
    <message>
        <source>local header calls it %1</source>
        <translation>本地头称它为 %1</translation>
    </message>
    <message>
        <source>local header says method %1, the directory %2</source>
        <translation>本地头记的方法是 %1，目录记的是 %2</translation>
    </message>
    <message>
        <source>local header has flags %1, the directory %2</source>
        <translation>本地头的标志是 %1，目录的是 %2</translation>
    </message>
    <message>
        <source>local header says %1 stored and %2 inflated bytes, the directory %3 and %4</source>
        <translation>本地头记为存储 %1、解压 %2 字节，目录记为 %3 和 %4</translation>
    </message>
    <message>
        <source>local header says CRC-32 %1, the directory %2</source>
        <translation>本地头记的 CRC-32 是 %1，目录记的是 %2</translation>
    </message>
    <message>
        <source>inflates to more than the %1 bytes that the directory says</source>
        <translation>解压后超过目录所记的 %1 字节</translation>
    </message>
    <message>
        <source>deflated data ends after %1 of %2 stored bytes</source>
        <translation>deflate 数据在存储的 %2 字节中第 %1 字节后结束</translation>
    </message>
    <message>
        <source>CRC-32 of its bytes is %1, the directory says %2: they have changed since they were written</source>
        <translation>其字节的 CRC-32 是 %1，目录记为 %2：写出之后有改动</translation>
    </message>
    <message>
        <source>no descriptor behind the payload that agrees with the directory</source>
        <translation>数据之后没有与目录一致的描述符</translation>
    </message>
    <message>
        <source>%1 bytes at %2 belong to no record</source>
        <translation>%2 处的 %1 字节不属于任何记录</translation>
    </message>
    <message>
        <source>zip64 locator points at %1, the file has %2 bytes</source>
        <translation>zip64 定位记录指向 %1，文件有 %2 字节</translation>
    </message>
    <message>
        <source>zip64 end record is at %1 and not before its locator: bytes were put between them, or two archives were joined</source>
        <translation>zip64 结尾记录在 %1，不在其定位记录之前：两者之间插入了字节，或两个归档被拼在一起</translation>
    </message>
    <message>
        <source>zip archive in several parts</source>
        <translation>分卷的 zip 归档</translation>
    </message>
    <message>
        <source>no zip end record in the last %1 of %2 bytes</source>
        <translation>%2 字节中最后 %1 字节内没有 zip 结尾记录</translation>
    </message>
    <message>
        <source>central directory is at %1 where the end record says %2</source>
        <translation>中央目录在 %1，而结尾记录称在 %2</translation>
    </message>
    <message>
        <source>central directory is at %1 where the end record says %2: %3 bytes were put before the archive, or two archives were joined</source>
        <translation>中央目录在 %1，而结尾记录称在 %2：归档之前插入了 %3 字节，或两个归档被拼在一起</translation>
    </message>
    <message>
        <source>no central directory where the end record says</source>
        <translation>结尾记录所指之处没有中央目录</translation>
    </message>
    <message>
        <source>central directory of %1 bytes at %2 does not fit before the end record at %3</source>
        <translation>%2 处 %1 字节的中央目录放不进 %3 处的结尾记录之前</translation>
    </message>
    <message>
        <source>end record claims %1 records in a directory of %2 bytes</source>
        <translation>结尾记录声称 %2 字节的目录中有 %1 个记录</translation>
    </message>
    <message>
        <source>directory entry needs %1 bytes, %2 left in the directory</source>
        <translation>目录项需要 %1 字节，目录只剩 %2 字节</translation>
    </message>
    <message>
        <source>directory entry %1 of %2 does not begin with PK\1\2</source>
        <translation>%2 个目录项中的第 %1 个不以 PK\1\2 开头</translation>
    </message>
    <message>
        <source>record name of %1 bytes, %2 allowed</source>
        <translation>记录名有 %1 字节，最多允许 %2</translation>
    </message>
    <message>
        <source>directory entry lacks its 64-bit sizes</source>
        <translation>目录项缺少 64 位大小</translation>
    </message>
    <message>
        <source>end record and zip64 end record disagree; torch goes by the zip64 one, others may not</source>
        <translation>结尾记录与 zip64 结尾记录不一致；torch 以 zip64 的为准，其他程序未必</translation>
    </message>
    <message>
        <source>zip of %1 records, %2 allowed</source>
        <translation>zip 有 %1 个记录，最多允许 %2</translation>
    </message>
    <message>
        <source>central directory has %1 bytes behind its %2 entries</source>
        <translation>中央目录在 %2 个目录项之后还有 %1 字节</translation>
    </message>
    <message>
        <source>%1 bytes follow the zip&apos;s end record</source>
        <translation>zip 的结尾记录之后还有 %1 字节</translation>
    </message>
    <message>
        <source>record without a name</source>
        <translation>没有名称的记录</translation>
    </message>
    <message>
        <source>record name holds a NUL: programs that stop there see another name</source>
        <translation>记录名含 NUL：在此停下的程序会看到另一个名称</translation>
    </message>
    <message>
        <source>record name leads out of the folder it would be extracted to</source>
        <translation>记录名会指到解压文件夹之外</translation>
    </message>
    <message>
        <source>record name holds a backslash, which some programs take for a folder</source>
        <translation>记录名含反斜杠，有些程序会当作文件夹</translation>
    </message>
    <message>
        <source>record name holds control characters</source>
        <translation>记录名含控制字符</translation>
    </message>
    <message>
        <source>record name is longer than the 511 bytes that torch lists</source>
        <translation>记录名超过 torch 列出的 511 字节</translation>
    </message>
    <message>
        <source>record of %1 bytes at %2 reaches into the directory at %3</source>
        <translation>%2 处 %1 字节的记录伸入 %3 处的目录</translation>
    </message>
    <message>
        <source>record outside the folder of all others: torch.load refuses the file</source>
        <translation>记录在其他记录的文件夹之外：torch.load 拒绝此文件</translation>
    </message>
    <message>
        <source>two records of this name</source>
        <translation>有两个同名记录</translation>
    </message>
    <message>
        <source>two records whose names differ only in upper and lower case: torch takes either</source>
        <translation>两个记录的名称只有大小写不同：torch 会任取其一</translation>
    </message>
    <message>
        <source>record at %1 overlaps one that ends at %2</source>
        <translation>%1 处的记录与在 %2 处结束的记录重叠</translation>
    </message>
    <message>
        <source>record is encrypted</source>
        <translation>记录已加密</translation>
    </message>
    <message>
        <source>record is compressed by method %1; torch reads stored and deflated ones</source>
        <translation>记录以方法 %1 压缩；torch 只读取 stored 和 deflate 的记录</translation>
    </message>
    <message>
        <source>stored record of %1 bytes takes %2</source>
        <translation>stored 记录有 %1 字节，却占 %2 字节</translation>
    </message>
    <message>
        <source>records stand in no folder: torch.load refuses the file</source>
        <translation>记录不在任何文件夹中：torch.load 拒绝此文件</translation>
    </message>
    <message>
        <source>records stand in a folder where torch.load does not look for them</source>
        <translation>记录所在的文件夹不是 torch.load 查找之处</translation>
    </message>
    <message>
        <source>compressed by method %1</source>
        <translation>以方法 %1 压缩</translation>
    </message>
    <message>
        <source>no zip record at the front of %1 bytes</source>
        <translation>%1 字节的开头没有 zip 记录</translation>
    </message>
    <message>
        <source>record has %1 bytes where its description says %2</source>
        <translation>记录有 %1 字节，而描述称有 %2 字节</translation>
    </message>
    <message>
        <source>no descriptor behind the record</source>
        <translation>记录之后没有描述符</translation>
    </message>
    <message>
        <source>file ends within a record&apos;s header</source>
        <translation>文件在记录头中间结束</translation>
    </message>
    <message>
        <source>%1 bytes belong to no record</source>
        <translation>%1 字节不属于任何记录</translation>
    </message>
    <message>
        <source>a record is begun before %1 has ended</source>
        <translation>在 %1 结束之前开始了另一个记录</translation>
    </message>
    <message>
        <source>a record of %1 bytes at %2 with a name of %3 bytes does not fit a zip</source>
        <translation>%2 处 %1 字节、名称 %3 字节的记录放不进 zip</translation>
    </message>
    <message>
        <source>%1 bytes for a record that has room for %2</source>
        <translation>为只能容纳 %2 字节的记录写 %1 字节</translation>
    </message>
    <message>
        <source>%1 bytes of a record were not written</source>
        <translation>记录有 %1 字节没有写出</translation>
    </message>
    <message>
        <source>the zip is finished before its last record is</source>
        <translation>zip 在最后一个记录完成之前就结束</translation>
    </message>
    <message>
        <source>State dict of %1 numpy {array|arrays}</source>
        <translation>含 %1 个 numpy 数组的 state dict</translation>
    </message>
    <message>
        <source>%1 numpy {array|arrays}</source>
        <translation>%1 个 numpy 数组</translation>
    </message>
    <message>
        <source>%1 {name|names} stand more than once; the last of each is shown</source>
        <translation>%1 个名称出现多次；各显示最后一个</translation>
    </message>
    <message>
        <source>GGUF header of %1 tensors and %2 values, %3 bytes left</source>
        <translation>GGUF 头有 %1 个张量和 %2 个值，只剩 %3 字节</translation>
    </message>
    <message>
        <source>a GGUF file begins with &quot;GGUF&quot;</source>
        <translation>GGUF 文件以 &quot;GGUF&quot; 开头</translation>
    </message>
    <message>
        <source>GGUF version %1; 1, 2 and 3 are known</source>
        <translation>GGUF 版本 %1；已知的是 1、2 和 3</translation>
    </message>
    <message>
        <source>GGUF model (version %1)</source>
        <translation>GGUF 模型（版本 %1）</translation>
    </message>
    <message>
        <source>GGUF model (version %1, big-endian)</source>
        <translation>GGUF 模型（版本 %1，大端）</translation>
    </message>
    <message>
        <source>a string of %1 bytes, at most %2 are allowed</source>
        <translation>字符串有 %1 字节，最多允许 %2</translation>
    </message>
    <message>
        <source>a plain value was expected</source>
        <translation>应为普通值</translation>
    </message>
    <message>
        <source>value type %1 is not known</source>
        <translation>值类型 %1 未知</translation>
    </message>
    <message>
        <source>arrays in arrays, more than %1 deep</source>
        <translation>数组嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>an array of %1 values of type %2, %3 bytes left</source>
        <translation>类型 %2 的数组有 %1 个值，只剩 %3 字节</translation>
    </message>
    <message>
        <source>an array of %1 values; at most %2 are read</source>
        <translation>数组有 %1 个值；最多读取 %2 个</translation>
    </message>
    <message>
        <source>metadata %1</source>
        <translation>元数据 %1</translation>
    </message>
    <message>
        <source>general.alignment has to be a power of two, found %1</source>
        <translation>general.alignment 须为 2 的幂，却是 %1</translation>
    </message>
    <message>
        <source>tensor %1 has %2 dimensions, at most %3 are possible</source>
        <translation>张量 %1 有 %2 维，最多可有 %3 维</translation>
    </message>
    <message>
        <source>element type %1 is not known</source>
        <translation>元素类型 %1 未知</translation>
    </message>
    <message>
        <source>shape %1 is impossible</source>
        <translation>形状 %1 不可能</translation>
    </message>
    <message>
        <source>%1 cannot lie in a file: rows are blocks of %2 numbers</source>
        <translation>%1 无法存放在文件中：每行由 %2 个数的块组成</translation>
    </message>
    <message>
        <source>offset %1 is not aligned to %2</source>
        <translation>偏移 %1 没有按 %2 对齐</translation>
    </message>
    <message>
        <source>%1 tensors overlap what stands before them</source>
        <translation>%1 个张量与前面的内容重叠</translation>
    </message>
    <message>
        <source>joblib array: %1</source>
        <translation>joblib 数组：%1</translation>
    </message>
    <message>
        <source>a compressed pickle of more than %1 bytes: save it without compression</source>
        <translation>压缩的 pickle 超过 %1 字节：请不压缩地保存</translation>
    </message>
    <message>
        <source>its shape or its type is none of numpy&apos;s</source>
        <translation>其形状或类型不是 numpy 的</translation>
    </message>
    <message>
        <source>shape %1 of %2 has no size that can be said</source>
        <translation>%2 的形状 %1 没有可表示的大小</translation>
    </message>
    <message>
        <source>libhdf5 gives %1 of %2 bytes: the dataset is damaged, or filtered in a way that it does not know</source>
        <translation>libhdf5 给出 %2 字节中的 %1 字节：数据集损坏，或使用了它不认识的过滤器</translation>
    </message>
    <message>
        <source>what is in the file takes more than %1 bytes to say</source>
        <translation>描述文件内容超过 %1 字节</translation>
    </message>
    <message>
        <source>%1 is not followed</source>
        <translation>%1 不予跟随</translation>
    </message>
    <message>
        <source>shape %1 of elements of %2 bytes is impossible</source>
        <translation>每元素 %2 字节的形状 %1 不可能</translation>
    </message>
    <message>
        <source>its bytes are in another file, which is not opened</source>
        <translation>其字节在另一个文件中，该文件不会打开</translation>
    </message>
    <message>
        <source>the helper program broke off: the HDF5 file is damaged, or made to do harm; nothing of it was run here</source>
        <translation>辅助程序中断：HDF5 文件损坏或有意为害；此处未执行任何内容</translation>
    </message>
    <message>
        <source>what the helper program says of the HDF5 file</source>
        <translation>辅助程序对 HDF5 文件的说明</translation>
    </message>
    <message>
        <source>Keras model (HDF5)</source>
        <translation>Keras 模型（HDF5）</translation>
    </message>
    <message>
        <source>Keras weights (HDF5)</source>
        <translation>Keras 权重（HDF5）</translation>
    </message>
    <message>
        <source>HDF5 file</source>
        <translation>HDF5 文件</translation>
    </message>
    <message>
        <source>the archive has no %1</source>
        <translation>归档中没有 %1</translation>
    </message>
    <message>
        <source>npy header: %1</source>
        <translation>npy 头：%1</translation>
    </message>
    <message>
        <source>does not begin with \x93NUMPY</source>
        <translation>没有以 \x93NUMPY 开头</translation>
    </message>
    <message>
        <source>npy version %1; 1.0, 2.0 and 3.0 are known</source>
        <translation>npy 版本 %1；已知的是 1.0、2.0 和 3.0</translation>
    </message>
    <message>
        <source>npy header of %1 bytes, at most %2 are allowed</source>
        <translation>npy 头有 %1 字节，最多允许 %2</translation>
    </message>
    <message>
        <source>%1 bytes follow the elements</source>
        <translation>元素之后还有 %1 字节</translation>
    </message>
    <message>
        <source>needs a descr, a fortran_order and a shape</source>
        <translation>需要 descr、fortran_order 和 shape</translation>
    </message>
    <message>
        <source>its descr is no type of numpy</source>
        <translation>其 descr 不是 numpy 的类型</translation>
    </message>
    <message>
        <source>shape %1 has more elements than memory can address</source>
        <translation>形状 %1 的元素数超出内存可寻址范围</translation>
    </message>
    <message>
        <source>JSON without a &quot;config&quot;: no description of weights</source>
        <translation>JSON 中没有 &quot;config&quot;：不是权重描述</translation>
    </message>
    <message>
        <source>%1 is described in a way that cannot be read</source>
        <translation>%1 的描述无法读取</translation>
    </message>
    <message>
        <source>%1 is no tensor but an object in %2</source>
        <translation>%1 不是张量，而是 %2 中的对象</translation>
    </message>
    <message>
        <source>the header says it has %1 bytes, at most %2 are allowed</source>
        <translation>头声称有 %1 字节，最多允许 %2</translation>
    </message>
    <message>
        <source>the header needs %1 bytes, %2 follow its length</source>
        <translation>头需要 %1 字节，其长度之后只有 %2 字节</translation>
    </message>
    <message>
        <source>the header has to be a JSON object, found %1</source>
        <translation>头须为 JSON 对象，却是 %1</translation>
    </message>
    <message>
        <source>__metadata__ %1 has to be text, found %2</source>
        <translation>__metadata__ 的 %1 须为文本，却是 %2</translation>
    </message>
    <message>
        <source>needs a dtype, a shape and two data_offsets</source>
        <translation>需要 dtype、shape 和两个 data_offsets</translation>
    </message>
    <message>
        <source>data_offsets have to be two ascending numbers</source>
        <translation>data_offsets 须为两个递增的数</translation>
    </message>
    <message>
        <source>%1 needs %2 bytes, data_offsets give %3</source>
        <translation>%1 需要 %2 字节，data_offsets 给出 %3</translation>
    </message>
    <message>
        <source>%1 needs more bytes, data_offsets give %2</source>
        <translation>%1 需要更多字节，data_offsets 给出 %2</translation>
    </message>
    <message>
        <source>element type %1 is not known, shown as bytes</source>
        <translation>元素类型 %1 未知，按字节显示</translation>
    </message>
    <message>
        <source>overlaps what stands before it: begins at %1, expected %2</source>
        <translation>与前面的内容重叠：始于 %1，应始于 %2</translation>
    </message>
    <message>
        <source>leaves a gap before it: begins at %1, expected %2</source>
        <translation>前面留有空隙：始于 %1，应始于 %2</translation>
    </message>
    <message>
        <source>the file ends at %1, its tensors at %2</source>
        <translation>文件在 %1 处结束，其张量在 %2 处结束</translation>
    </message>
    <message>
        <source>%1 bytes follow the last tensor</source>
        <translation>最后一个张量之后还有 %1 字节</translation>
    </message>
    <message>
        <source>a safetensors file begins with 8 bytes of length, %1 are there</source>
        <translation>safetensors 文件以 8 字节的长度开头，只有 %1 字节</translation>
    </message>
    <message>
        <source>safetensors header</source>
        <translation>safetensors 头</translation>
    </message>
    <message>
        <source>tables more than %1 deep</source>
        <translation>表嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>more than %1 values</source>
        <translation>超过 %1 个值</translation>
    </message>
    <message>
        <source>object type %1 is not known</source>
        <translation>对象类型 %1 未知</translation>
    </message>
    <message>
        <source>a string of %1 characters</source>
        <translation>%1 个字符的字符串</translation>
    </message>
    <message>
        <source>%1 of %2 entries, %3 bytes left</source>
        <translation>%1 有 %2 个条目，只剩 %3 字节</translation>
    </message>
    <message>
        <source>torch7 file (Lua Torch, binary, longs of 4 bytes)</source>
        <translation>torch7 文件（Lua Torch，二进制，4 字节长整数）</translation>
    </message>
    <message>
        <source>expected a number, found %1</source>
        <translation>应为数字，却是 %1</translation>
    </message>
    <message>
        <source>elements of %1 in text are not known</source>
        <translation>不支持文本形式的 %1 元素</translation>
    </message>
    <message>
        <source>a tensor over something that is no storage</source>
        <translation>张量所指的不是存储</translation>
    </message>
    <message>
        <source>a tensor over a storage of another type</source>
        <translation>张量所指的存储类型不同</translation>
    </message>
    <message>
        <source>the file ends too early: %1</source>
        <translation>文件过早结束：%1</translation>
    </message>
    <message>
        <source>%1 {tensor|tensors} were on a GPU when they were saved (torch.CudaTensor); the file does not say on which, and here they are on the cpu</source>
        <translation>%1 个张量保存时在 GPU 上（torch.CudaTensor）；文件没有说明是哪个 GPU，此处按在 cpu 上处理</translation>
    </message>
    <message>
        <source>%1 Lua {function|functions} stand in the file as bytecode; they are kept and never run</source>
        <translation>%1 个 Lua 函数以字节码存于文件中；会保留，从不执行</translation>
    </message>
    <message>
        <source>the tar has no such member</source>
        <translation>tar 中没有这个成员</translation>
    </message>
    <message>
        <source>has to begin with a count</source>
        <translation>须以计数开头</translation>
    </message>
    <message>
        <source>the file ends before %1 of its %2</source>
        <translation>文件在其 %1 个 %2 之前结束</translation>
    </message>
    <message>
        <source>an entry that is no (key, location, class)</source>
        <translation>条目不是（键，位置，类）</translation>
    </message>
    <message>
        <source>%1 is no storage class that is known</source>
        <translation>%1 不是已知的存储类</translation>
    </message>
    <message>
        <source>a storage of %1 elements is impossible</source>
        <translation>%1 个元素的存储不可能</translation>
    </message>
    <message>
        <source>a view that is no (key, root, offset, elements) of a storage that is there</source>
        <translation>视图不是现有存储的（键，根，偏移，元素数）</translation>
    </message>
    <message>
        <source>an entry that is no (key, storage key, class)</source>
        <translation>条目不是（键，存储键，类）</translation>
    </message>
    <message>
        <source>%1 values name tensors or storages that the file does not have</source>
        <translation>%1 个值所指的张量或存储不在文件中</translation>
    </message>
    <message>
        <source>a chunk of %1 is impossible</source>
        <translation>%1 的块不可能</translation>
    </message>
    <message>
        <source>%1 of %2 bytes at %3 are in no file</source>
        <translation>%1 / %2 字节（位于 %3）不在任何文件中</translation>
    </message>
    <message>
        <source>the pickle holds no metadata of torch.distributed.checkpoint</source>
        <translation>pickle 中没有 torch.distributed.checkpoint 的元数据</translation>
    </message>
    <message>
        <source>the file was changed since it was opened</source>
        <translation>文件在打开之后有改动</translation>
    </message>
    <message>
        <source>&quot;%1&quot; leads out of the folder</source>
        <translation>&quot;%1&quot; 指到文件夹之外</translation>
    </message>
    <message>
        <source>the metadata does not say where it lies</source>
        <translation>元数据没有说明它在何处</translation>
    </message>
    <message>
        <source>its bytes were compressed by an extension</source>
        <translation>其字节由扩展压缩</translation>
    </message>
    <message>
        <source>the folder has no .metadata file, which says what its .distcp files hold</source>
        <translation>文件夹中没有说明 .distcp 文件内容的 .metadata 文件</translation>
    </message>
    <message>
        <source>its metadata has no %1</source>
        <translation>其元数据没有 %1</translation>
    </message>
    <message>
        <source>%1 is no JSON object</source>
        <translation>%1 不是 JSON 对象</translation>
    </message>
    <message>
        <source>the file of this rank is not in the folder</source>
        <translation>此 rank 的文件不在文件夹中</translation>
    </message>
    <message>
        <source>nothing says which part of the tensor this is</source>
        <translation>没有说明这是张量的哪一部分</translation>
    </message>
    <message>
        <source>%1 at %2 is no part of what other files have of it</source>
        <translation>%1（位于 %2）与其他文件中的部分不符</translation>
    </message>
    <message>
        <source>a part at %1 stands nowhere</source>
        <translation>%1 处的部分没有位置</translation>
    </message>
    <message>
        <source>its parts do not cover it</source>
        <translation>其各部分没有覆盖全部</translation>
    </message>
    <message>
        <source>no file of the folder can be read</source>
        <translation>文件夹中没有可读的文件</translation>
    </message>
    <message>
        <source>the index names no files</source>
        <translation>索引没有列出文件</translation>
    </message>
    <message>
        <source>an index of %1 bytes, at most %2 are read</source>
        <translation>索引有 %1 字节，最多读取 %2 字节</translation>
    </message>
    <message>
        <source>JSON without a &quot;weight_map&quot;: no index of a sharded checkpoint</source>
        <translation>JSON 中没有 &quot;weight_map&quot;：不是分片检查点的索引</translation>
    </message>
    <message>
        <source>the weight_map gives a %1 where a file&apos;s name was expected</source>
        <translation>weight_map 中应为文件名之处是 %1</translation>
    </message>
    <message>
        <source>beside the set lie %1 {file|files} under its names (%2) that its index does not know: %3; a save was interrupted, or they are of another set. Saving over it removes what an interrupted save left</source>
        <translation>这组文件旁边有 %1 个同类名称的文件（%2）不在索引中：%3；可能是保存被中断，或属于另一组。覆盖保存会删除中断的保存留下的文件</translation>
    </message>
    <message>
        <source>%1 bytes do not fit in %2 parts of %3</source>
        <translation>%1 字节放不进 %2 个 %3 字节的部分</translation>
    </message>
    <message>
        <source>the files do not say which stage of ZeRO wrote them</source>
        <translation>文件没有说明由 ZeRO 的哪个阶段写出</translation>
    </message>
    <message>
        <source>the weights were cut among %1 ranks, the files of %2 are there</source>
        <translation>权重分给了 %1 个 rank，只有 %2 个的文件</translation>
    </message>
    <message>
        <source>%1 has an entry that is no name and shape</source>
        <translation>%1 有条目不是名称和形状</translation>
    </message>
    <message>
        <source>there is no file of optimizer states</source>
        <translation>没有优化器状态的文件</translation>
    </message>
    <message>
        <source>the model&apos;s file has no param_shapes</source>
        <translation>模型文件没有 param_shapes</translation>
    </message>
    <message>
        <source>a partition is no tensor</source>
        <translation>分区不是张量</translation>
    </message>
    <message>
        <source>a partition does not lie in one piece</source>
        <translation>分区不是连续的一块</translation>
    </message>
    <message>
        <source>numbers of type %1 have no float32</source>
        <translation>类型 %1 的数没有 float32 形式</translation>
    </message>
    <message>
        <source>%1 groups of parameters, a rank has %2 partitions</source>
        <translation>参数组有 %1 个，一个 rank 有 %2 个分区</translation>
    </message>
    <message>
        <source>the parameters of group %1 take %2 elements, the partitions hold %3</source>
        <translation>组 %1 的参数需要 %2 个元素，分区共有 %3 个</translation>
    </message>
    <message>
        <source>a rank has no fp32_flat_groups</source>
        <translation>某个 rank 没有 fp32_flat_groups</translation>
    </message>
    <message>
        <source>an impossible shape</source>
        <translation>不可能的形状</translation>
    </message>
    <message>
        <source>the parameters take %1 elements of each rank, which hold %2</source>
        <translation>参数需要每个 rank 的 %1 个元素，而各有 %2 个</translation>
    </message>
    <message>
        <source>the file before the edit</source>
        <translation>编辑之前的文件</translation>
    </message>
    <message>
        <source>the mark of the edit in place at %1 does not say that the file was that long</source>
        <translation>%1 处的就地编辑标记没有说明文件当时有那么长</translation>
    </message>
    <message>
        <source>numbers are drawn for %1 (%2) and then transposed or cut, which is done for at most %3 at once: draw them in their final shape, or save in between</source>
        <translation>为 %1（%2）生成随机数后再转置或裁剪，一次最多处理 %3：请直接按最终形状生成，或中途保存一次</translation>
    </message>
    <message>
        <source>drawn numbers</source>
        <translation>生成的随机数</translation>
    </message>
    <message>
        <source>to draw numbers</source>
        <translation>生成随机数</translation>
    </message>
    <message>
        <source>safetensors holds names and tensors, and this is a whole model object: add --state-dict, which makes it what its state_dict() gives</source>
        <translation>safetensors 只存名称和张量，而这是整个模型对象：请加 --state-dict，使其成为 state_dict() 给出的内容</translation>
    </message>
    <message>
        <source>safetensors holds the tensors of one state dict, and the file has %1 (%2): add --extract PATH for one of them</source>
        <translation>safetensors 只存一个 state dict 的张量，而文件有 %1 个（%2）：请加 --extract PATH 取其中之一</translation>
    </message>
    <message>
        <source>safetensors holds the tensors of one state dict; beside it stand %1, which cannot be in it: add --extract %2 to save that alone, or drop the rest</source>
        <translation>safetensors 只存一个 state dict 的张量；旁边还有 %1，无法放入：请加 --extract %2 单独保存它，或删除其余部分</translation>
    </message>
    <message>
        <source>%1 is a tensor inside an object, which safetensors cannot hold: leave it out with --drop</source>
        <translation>%1 是对象内部的张量，safetensors 无法存放：请用 --drop 去掉</translation>
    </message>
    <message>
        <source>%1 is a packed pair of numbers without a dimension, which safetensors cannot hold: leave it out with --drop</source>
        <translation>%1 是没有维度的打包数对，safetensors 无法存放：请用 --drop 去掉</translation>
    </message>
    <message>
        <source>%1 has a name that is reserved, which safetensors cannot hold: leave it out with --drop</source>
        <translation>%1 的名称是保留名，safetensors 无法存放：请用 --drop 去掉</translation>
    </message>
    <message>
        <source>%1 has a name that is no UTF-8, which safetensors cannot hold: leave it out with --drop</source>
        <translation>%1 的名称不是 UTF-8，safetensors 无法存放：请用 --drop 去掉</translation>
    </message>
    <message>
        <source>%1 are bytes, which safetensors cannot hold: leave it out with --drop</source>
        <translation>%1 是字节串，safetensors 无法存放：请用 --drop 去掉</translation>
    </message>
    <message>
        <source>%1 is a numpy array, which safetensors cannot hold: add --portable, which makes a tensor of it</source>
        <translation>%1 是 numpy 数组，safetensors 无法存放：请加 --portable，使其成为张量</translation>
    </message>
    <message>
        <source>%1 is a container that stands elsewhere too, which safetensors cannot hold: leave it out with --drop</source>
        <translation>%1 是别处也出现的容器，safetensors 无法存放：请用 --drop 去掉</translation>
    </message>
    <message>
        <source>two tensors would both be named %1</source>
        <translation>会有两个张量同名为 %1</translation>
    </message>
    <message>
        <source>%1 lies in blocks of %2: turn such tensors into numbers with --cast float16 (or another type), or leave them out with --drop</source>
        <translation>%1 以 %2 的块存放：请用 --cast float16（或其他类型）将这类张量转为数字，或用 --drop 去掉</translation>
    </message>
    <message>
        <source>%1 reaches past the bytes that it has</source>
        <translation>%1 超出它所拥有的字节</translation>
    </message>
    <message>
        <source>%1 is a view into numbers that the plan makes; save as zip first, then as safetensors</source>
        <translation>%1 是计划所生成数字的视图；请先存为 zip，再存为 safetensors</translation>
    </message>
    <message>
        <source>the file has more than %1 values that are no tensors: add --extract PATH for the part with the tensors</source>
        <translation>文件有超过 %1 个不是张量的值：请加 --extract PATH 取出含张量的部分</translation>
    </message>
    <message>
        <source>%1 plain {value|values} stand as text in __metadata__</source>
        <translation>%1 个普通值以文本写入 __metadata__</translation>
    </message>
    <message>
        <source>%1 plain {value|values} left out: their names are taken</source>
        <translation>%1 个普通值未写入：其名称已被占用</translation>
    </message>
    <message>
        <source>%1 {tensor|tensors} shared with another name: stored once, recorded in __metadata__</source>
        <translation>%1 个张量与另一名称共享：只存一次，记录在 __metadata__ 中</translation>
    </message>
    <message>
        <source>%1 {tensor|tensors} saw parts of another&apos;s memory: stored separately</source>
        <translation>%1 个张量使用另一张量内存的一部分：分别存放</translation>
    </message>
    <message>
        <source>safetensors has no device tags: those of %1 {tensor|tensors} go</source>
        <translation>safetensors 没有设备标记：%1 个张量的标记会去掉</translation>
    </message>
    <message>
        <source>the versions of modules in _metadata go</source>
        <translation>_metadata 中的模块版本会去掉</translation>
    </message>
    <message>
        <source>a nested tensor cannot be loaded from a legacy file, whose numbers come after the values: save it as zip</source>
        <translation>嵌套张量无法从旧式文件加载，因为其数字在值之后：请存为 zip</translation>
    </message>
    <message>
        <source>a torch.Generator cannot be loaded from a legacy file, whose numbers come after the values: save it as zip</source>
        <translation>torch.Generator 无法从旧式文件加载，因为其数字在值之后：请存为 zip</translation>
    </message>
    <message>
        <source>the file refers to something outside the pickle that is no storage; a zip cannot hold that</source>
        <translation>文件引用了 pickle 之外且不是存储的内容；zip 无法存放</translation>
    </message>
    <message>
        <source>storage %1 is of a class whose elements are unknown: nobody knows how many bytes are its own</source>
        <translation>存储 %1 的类元素未知：无从知道它有多少字节</translation>
    </message>
    <message>
        <source>storage %1 has no class of its own (%2), which the legacy format cannot hold; save as zip, or cast it</source>
        <translation>存储 %1 没有自己的类（%2），旧式格式无法存放；请存为 zip，或转换其类型</translation>
    </message>
    <message>
        <source>the archive&apos;s records stand in no folder of their own</source>
        <translation>归档的记录不在自己的文件夹中</translation>
    </message>
    <message>
        <source>%1 bytes were written, %2 announced</source>
        <translation>写出了 %1 字节，而声明的是 %2</translation>
    </message>
    <message>
        <source>the tensors are more bytes than a file can have</source>
        <translation>张量的字节数超出文件可有的大小</translation>
    </message>
    <message>
        <source>the header of %1 tensors would have %2 bytes, safetensors allows %3: split it with --shard-size</source>
        <translation>%1 个张量的头会有 %2 字节，safetensors 允许 %3：请用 --shard-size 拆分</translation>
    </message>
    <message>
        <source>record %1 is outside the folder %2, where torch refuses it, and was left out</source>
        <translation>记录 %1 在文件夹 %2 之外，torch 会拒绝它，已去掉</translation>
    </message>
    <message>
        <source>record %1 has the name of another one, and was left out</source>
        <translation>记录 %1 与另一个同名，已去掉</translation>
    </message>
    <message>
        <source>a value of the plan</source>
        <translation>计划中的值</translation>
    </message>
    <message>
        <source>storage %1 was planned without bytes</source>
        <translation>存储 %1 在计划中没有字节</translation>
    </message>
    <message>
        <source>a tensor of type %1 cannot be written for torch, which has no type for it: leave such tensors out with --drop</source>
        <translation>类型 %1 的张量无法写给 torch，torch 没有对应类型：请用 --drop 去掉这类张量</translation>
    </message>
    <message>
        <source>a tensor of type %1 cannot be written for torch, which has no type for it: turn such tensors into numbers with --cast float16 (or another type), or leave them out with --drop</source>
        <translation>类型 %1 的张量无法写给 torch，torch 没有对应类型：请用 --cast float16（或其他类型）将这类张量转为数字，或用 --drop 去掉</translation>
    </message>
    <message>
        <source>a %1 tensor of another format cannot be written for torch yet</source>
        <translation>其他格式的 %1 张量尚无法写给 torch</translation>
    </message>
    <message>
        <source>this kind of tensor cannot be changed in this way yet</source>
        <translation>这种张量尚无法这样更改</translation>
    </message>
    <message>
        <source>the call of a tensor has %1 arguments</source>
        <translation>张量的调用有 %1 个参数</translation>
    </message>
    <message>
        <source>Core ML model (by its first bytes)</source>
        <translation>Core ML 模型（依据开头的字节）</translation>
    </message>
    <message>
        <source>generic time units</source>
        <translation>通用时间单位</translation>
    </message>
    <message>
        <source>%1 since 1970</source>
        <translation>自 1970 年起 %1</translation>
    </message>
    <message>
        <source>__metadata__ records other names of tensors that stand here once: %1 is %2; a PyTorch file that is saved from it has both, tied</source>
        <translation>__metadata__ 记录了只存一份的张量的其他名称：%1 即 %2；由此保存的 PyTorch 文件会同时含有两者，且共享</translation>
    </message>
    <message>
        <source>__metadata__ records other names of tensors that stand here once: %1 is %2 and %3 more; a PyTorch file that is saved from it has both, tied</source>
        <translation>__metadata__ 记录了只存一份的张量的其他名称：%1 即 %2，另有 %3 个；由此保存的 PyTorch 文件会同时含有两者，且共享</translation>
    </message>
    <message>
        <source>kept as the plain tensors that they are made of, each under the name of its part: %1 {tensor|tensors} of another class</source>
        <translation>以组成它们的普通张量保留，各用其部分的名称：%1 个其他类的张量</translation>
    </message>
    <message>
        <source>Interpolate %1 to %2, %3</source>
        <translation>将 %1 插值为 %2，%3</translation>
    </message>
    <message>
        <source>Interpolate %1 to %2, %3 in %4</source>
        <translation>在 %4 中将 %1 插值为 %2，%3</translation>
    </message>
    <message>
        <source>%1: it cannot be interpolated</source>
        <translation>%1：无法插值</translation>
    </message>
    <message>
        <source>is too large a grid</source>
        <translation>的网格过大</translation>
    </message>
    <message>
        <source>is put together by the plan: interpolate it before that, or save in between</source>
        <translation>由计划拼接而成：请在此之前插值，或中途保存一次</translation>
    </message>
    <message>
        <source>has %1 tokens and would get %2, which are no square grids: say how many stand before the grid and which grids they are, as in bicubic(prefix=1,from=14x14,to=16x24)</source>
        <translation>有 %1 个 token，将变为 %2 个，均不构成方形网格：请说明网格之前有几个以及是哪些网格，例如 bicubic(prefix=1,from=14x14,to=16x24)</translation>
    </message>
    <message>
        <source>of %1 cannot become %2 on another grid: one dimension, or two side by side, have to differ</source>
        <translation>形状 %1 无法换网格变为 %2：必须有一个维度或相邻两个维度不同</translation>
    </message>
    <message>
        <source>%1: expected bilinear or bicubic, as in bicubic(prefix=1,from=14x14,to=16x24)</source>
        <translation>%1：应为 bilinear 或 bicubic，例如 bicubic(prefix=1,from=14x14,to=16x24)</translation>
    </message>
    <message>
        <source>%1: expected prefix=1, from=14x14 or to=16x24, found %2</source>
        <translation>%1：应为 prefix=1、from=14x14 或 to=16x24，却是 %2</translation>
    </message>
    <message>
        <source>Interpolate %1 to the model&apos;s shape</source>
        <translation>将 %1 插值为模型的形状</translation>
    </message>
    <message>
        <source>position embeddings of another grid, bicubic as torch does it</source>
        <translation>另一网格的位置嵌入，按 torch 的 bicubic</translation>
    </message>
    <message>
        <source>the index says %1 is in %2, it is in %3</source>
        <translation>索引称 %1 位于 %2 中，实际位于 %3 中</translation>
    </message>
    <message>
        <source>dimension %1 (%2): %3</source>
        <translation>第 %1 维（%2）：%3</translation>
    </message>
    <message>
        <source>%1 {old name|old names} of weight_norm {loads as it is|load as they are}: torch 2.1 and newer take weight_g and weight_v for original0 and original1</source>
        <translation>weight_norm 的 %1 个旧名称可原样加载：torch 2.1 及更新版本把 weight_g 和 weight_v 当作 original0 和 original1</translation>
    </message>
    <message>
        <source>the names are alike and stand in the same order, but the model&apos;s shapes are not known: none is checked, so look at the pairs before you save</source>
        <translation>名称相似且顺序相同，但模型的形状未知：形状均未核对，保存前请查看配对</translation>
    </message>
    <message>
        <source>%1 → %2 {extra key|extra keys}</source>
        <translation>%1 → %2 个多余的键</translation>
    </message>
    <message>
        <source>%1; is %2 meant?</source>
        <translation>%1；是指 %2 吗？</translation>
    </message>
    <message>
        <source>nothing matches &quot;%1&quot;</source>
        <translation>没有匹配“%1”的项</translation>
    </message>
    <message>
        <source>vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>positions</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>embedding size</source>
        <translation>嵌入维度</translation>
    </message>
    <message>
        <source>features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>秩</translation>
    </message>
    <message>
        <source>kernel size</source>
        <translation>卷积核大小</translation>
    </message>
    <message>
        <source>kernel depth</source>
        <translation>卷积核深度</translation>
    </message>
    <message>
        <source>kernel height</source>
        <translation>卷积核高度</translation>
    </message>
    <message>
        <source>kernel width</source>
        <translation>卷积核宽度</translation>
    </message>
    <message>
        <source>gates × hidden_size</source>
        <translation>门数 × hidden_size</translation>
    </message>
    <message>
        <source>%1 in the file, %2 in the model: another number of classes; the model keeps its own values there, to be trained anew</source>
        <translation>文件中为 %1，模型中为 %2：类别数不同；模型在此保留自己的值，需重新训练</translation>
    </message>
    <message>
        <source>compiled model (AOTInductor package, .pt2 archive)</source>
        <translation>已编译的模型（AOTInductor 包，.pt2 归档）</translation>
    </message>
    <message>
        <source>no weights are here as tensors: those of a compiled model are inside its library, which torch._inductor.aoti_load_package runs; torch.export.save keeps them</source>
        <translation>此处没有以张量形式存在的权重：已编译模型的权重在其库中，由 torch._inductor.aoti_load_package 运行；torch.export.save 会保留权重</translation>
    </message>
    <message>
        <source>no weights are here as tensors; nothing worth a file would be written</source>
        <translation>此处没有以张量形式存在的权重；不会写出任何有价值的内容</translation>
    </message>
    <message>
        <source>a packed part of a quantized module cannot be loaded from a legacy file, whose numbers come after the values: save it as zip</source>
        <translation>量化模块的打包部分无法从旧格式文件加载，因为其中数值位于值之后：请保存为 zip</translation>
    </message>
    <message>
        <source>Damaged: %1; copy or download the file again</source>
        <translation>已损坏：%1；请重新复制或下载该文件</translation>
    </message>
</context>
<context>
    <name>pthf::CoverageBar</name>
    <message>
        <source>of parameters get their values</source>
        <translation>的参数得到值</translation>
    </message>
    <message>
        <source>of model keys match</source>
        <translation>的模型键匹配</translation>
    </message>
    <message>
        <source>%1 of %2 parameters; %3 have another shape, %4 are missing</source>
        <translation>%2 个参数中的 %1 个；%3 个形状不同，%4 个缺失</translation>
    </message>
    <message>
        <source>The shapes of %1 missing keys are not known: keys are counted</source>
        <translation>%1 个缺失键的形状未知：按键计数</translation>
    </message>
    <message>
        <source>%1 of %2 model keys</source>
        <translation>模型 %2 个键中的 %1 个</translation>
    </message>
</context>
<context>
    <name>pthf::Details</name>
    <message>
        <source>entries, features</source>
        <translation>条目，特征</translation>
    </message>
    <message>
        <source>out, in</source>
        <translation>输出，输入</translation>
    </message>
    <message>
        <source>out, in, length</source>
        <translation>输出，输入，长度</translation>
    </message>
    <message>
        <source>out, in, height, width</source>
        <translation>输出，输入，高，宽</translation>
    </message>
    <message>
        <source>out, in, depth, height, width</source>
        <translation>输出，输入，深，高，宽</translation>
    </message>
    <message>
        <source>the whole file</source>
        <translation>整个文件</translation>
    </message>
    <message>
        <source>Dropped by the plan</source>
        <translation>将按计划删除</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Was %1</source>
        <translation>原为 %1</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>In %1</source>
        <translation>位于 %1</translation>
    </message>
    <message>
        <source>Tensor %1 of %2 in %3</source>
        <translation>%3 中第 %1 个张量，共 %2 个</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Elements</source>
        <translation>元素</translation>
    </message>
    <message>
        <source>Requires grad</source>
        <translation>需要梯度</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>文件中</translation>
    </message>
    <message>
        <source>storage %1</source>
        <translation>存储 %1</translation>
    </message>
    <message>
        <source>at byte %1</source>
        <translation>位于第 %1 字节</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>all of its storage</source>
        <translation>占其全部存储</translation>
    </message>
    <message>
        <source>%1 of a storage of %2</source>
        <translation>%2 的存储中的 %1</translation>
    </message>
    <message>
        <source>contiguous</source>
        <translation>连续</translation>
    </message>
    <message>
        <source>not contiguous</source>
        <translation>不连续</translation>
    </message>
    <message>
        <source>%1, from element %2</source>
        <translation>%1，从元素 %2 起</translation>
    </message>
    <message>
        <source>Strides</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>已存储</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>the file ends before the rest</source>
        <translation>其余部分之前文件已结束</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Shared with</source>
        <translation>共享于</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>以及另外 %1 个</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>named in the file</source>
        <translation>文件中有名称</translation>
    </message>
    <message>
        <source>by order, shapes agree</source>
        <translation>按顺序推断，形状一致</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>Same as</source>
        <translation>同</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>pthf::DetailsPanel</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Pages of the details</source>
        <translation>详情页</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>概况</translation>
    </message>
    <message>
        <source>Choose a row to see what is known of it</source>
        <translation>选择一行以查看其信息</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Keep these details while other rows are chosen</source>
        <translation>选择其他行时保持显示这些详情</translation>
    </message>
</context>
<context>
    <name>pthf::DeviceCheck</name>
    <message>
        <source>Asking whether it fits</source>
        <translation>正在询问能否放下</translation>
    </message>
    <message>
        <source>Checking on %1</source>
        <translation>正在 %1 上检查</translation>
    </message>
    <message>
        <source>cast to %1</source>
        <translation>转换为 %1</translation>
    </message>
</context>
<context>
    <name>pthf::DeviceModel</name>
    <message>
        <source>%1 of %2 free</source>
        <translation>可用 %1，共 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n threads</source>
        <translation>
            <numerusform>%n 个线程</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (current)</source>
        <translation>%1（当前）</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Capability</source>
        <translation>计算能力</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>可用</translation>
    </message>
</context>
<context>
    <name>pthf::DeviceTools</name>
    <message>
        <source>LibTorch&apos;s own reader agrees: %1 records, %2 tensors by name, shape and number type, %3 of values</source>
        <translation>LibTorch 自带的读取器结果一致：%1 条记录，%2 个张量的名称、形状和数字类型，%3 的数值</translation>
    </message>
    <message>
        <source>LibTorch&apos;s own reader lists the same %1 records and reads the same %2 tensors; %3</source>
        <translation>LibTorch 自带的读取器列出相同的 %1 条记录，读到相同的 %2 个张量；%3</translation>
    </message>
    <message>
        <source>LibTorch&apos;s own reader was not heard: %1</source>
        <translation>未能询问 LibTorch 自带的读取器：%1</translation>
    </message>
    <message>
        <source>LibTorch&apos;s own reader differs in %1 places:</source>
        <translation>LibTorch 自带的读取器有 %1 处不同：</translation>
    </message>
    <message>
        <source>LibTorch&apos;s own reader differs: %1</source>
        <translation>LibTorch 自带的读取器结果不同：%1</translation>
    </message>
    <message>
        <source>Asking LibTorch about %1</source>
        <translation>正在询问 LibTorch：%1</translation>
    </message>
    <message>
        <source>LibTorch was not asked: %1</source>
        <translation>未询问 LibTorch：%1</translation>
    </message>
</context>
<context>
    <name>pthf::DevicesCard</name>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Map devices…</source>
        <translation>映射设备…</translation>
    </message>
    <message>
        <source>There are no tensors in this file</source>
        <translation>此文件中没有张量</translation>
    </message>
</context>
<context>
    <name>pthf::DevicesDialog</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>there, without a version</source>
        <translation>有，版本未知</translation>
    </message>
    <message>
        <source>NVIDIA&apos;s, speaks CUDA %1</source>
        <translation>NVIDIA 驱动，支持 CUDA %1</translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation>未加载</translation>
    </message>
    <message>
        <source>%1, for the CPU only</source>
        <translation>%1，仅 CPU</translation>
    </message>
    <message>
        <source>%1, for %2</source>
        <translation>%1，用于 %2</translation>
    </message>
    <message>
        <source>, runtime %1</source>
        <translation>，运行时 %1</translation>
    </message>
    <message>
        <source>%1 (LibTorch %2, %3)</source>
        <translation>%1（LibTorch %2，%3）</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1, in use</source>
        <translation>%1，使用中</translation>
    </message>
    <message>
        <source>none in %1</source>
        <translation>%1 中没有</translation>
    </message>
    <message>
        <source>Devices of this computer</source>
        <translation>本机的设备</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>驱动</translation>
    </message>
    <message>
        <source>LibTorch</source>
        <translation>LibTorch</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>“auto” means</source>
        <translation>“auto” 表示</translation>
    </message>
    <message>
        <source>Why no device</source>
        <translation>没有设备的原因</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>重新询问</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>asking LibTorch…</source>
        <translation>正在询问 LibTorch…</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>尚未询问</translation>
    </message>
</context>
<context>
    <name>pthf::DiffModel</name>
    <message>
        <source>only here</source>
        <translation>仅在此</translation>
    </message>
    <message>
        <source>only there</source>
        <translation>仅在彼</translation>
    </message>
    <message>
        <source>renamed</source>
        <translation>已改名</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>相等</translation>
    </message>
    <message>
        <source>same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>number type</source>
        <translation>数值类型</translation>
    </message>
    <message>
        <source>device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Differs in</source>
        <translation>差异在于</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>此处</translation>
    </message>
    <message>
        <source>There</source>
        <translation>彼处</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Relative</source>
        <translation>相对</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
</context>
<context>
    <name>pthf::DiffPanel</name>
    <message>
        <source>Only what differs</source>
        <translation>仅显示差异</translation>
    </message>
    <message>
        <source>Compare values</source>
        <translation>比较数值</translation>
    </message>
    <message>
        <source>Reads both files once and compares the numbers of every tensor</source>
        <translation>读取两个文件一次并比较每个张量的数值</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Relative difference by layer</source>
        <translation>各层相对差异</translation>
    </message>
    <message>
        <source>Compare this checkpoint with another one: Match with… → Compare values</source>
        <translation>与另一检查点比较：匹配… → 比较数值</translation>
    </message>
    <message>
        <source>Comparing with %1</source>
        <translation>正在与 %1 比较</translation>
    </message>
    <message>
        <source>Comparing values with %1</source>
        <translation>正在与 %1 比较数值</translation>
    </message>
    <message>
        <source>%1 → %2 · %3 same, %4 changed, %5 only here, %6 only there, %7 renamed</source>
        <translation>%1 → %2 · %3 个相同，%4 个改变，%5 个仅在此，%6 个仅在彼，%7 个改名</translation>
    </message>
    <message>
        <source>Nothing differs</source>
        <translation>没有差异</translation>
    </message>
    <message numerus="yes">
        <source>Keys, shapes, number types, devices, plain values and the numbers of %n tensor(s) are the same.</source>
        <translation>
            <numerusform>键、形状、数值类型、设备、普通值以及 %n 个张量的数值均相同。</numerusform>
        </translation>
    </message>
    <message>
        <source>Keys, shapes, number types, devices and plain values are the same. Compare values reads the numbers in the tensors too.</source>
        <translation>键、形状、数值类型、设备和普通值均相同。“比较数值”还会读取张量中的数值。</translation>
    </message>
</context>
<context>
    <name>pthf::DifferenceChart</name>
    <message>
        <source>Difference by layer</source>
        <translation>各层差异</translation>
    </message>
</context>
<context>
    <name>pthf::DocumentSession</name>
    <message>
        <source>Nothing to save: no file is open</source>
        <translation>没有可保存的内容：未打开文件</translation>
    </message>
    <message>
        <source>A save is running</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>The plan cannot work on this file: %1</source>
        <translation>计划无法用于此文件：%1</translation>
    </message>
    <message>
        <source>Nothing to save: no changes</source>
        <translation>没有可保存的内容：没有改动</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>正在打开 %1</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>正在保存 %1</translation>
    </message>
    <message>
        <source>Taking back the edit of %1</source>
        <translation>正在撤回对 %1 的编辑</translation>
    </message>
    <message>
        <source>Counting what does not fit</source>
        <translation>统计超出范围的数</translation>
    </message>
</context>
<context>
    <name>pthf::EditActions</name>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
    <message>
        <source>edit: %1</source>
        <translation>编辑：%1</translation>
    </message>
    <message>
        <source>Spread over devices…</source>
        <translation>分布到多个设备…</translation>
    </message>
    <message>
        <source>Puts parts of the model on devices of their own: by bytes, by role, by layer.</source>
        <translation>将模型的各部分放到各自的设备上：按字节、按角色或按层。</translation>
    </message>
    <message>
        <source>Names of other code</source>
        <translation>其他代码的名称</translation>
    </message>
    <message>
        <source>No key has names that other code gives</source>
        <translation>没有键使用其他代码的名称</translation>
    </message>
    <message>
        <source>spread over devices</source>
        <translation>分布到多个设备</translation>
    </message>
</context>
<context>
    <name>pthf::ErrorPage</name>
    <message>
        <source>Open another file…</source>
        <translation>打开其他文件…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Copy the message</source>
        <translation>复制消息</translation>
    </message>
    <message>
        <source>Back to the open file</source>
        <translation>回到已打开的文件</translation>
    </message>
</context>
<context>
    <name>pthf::ErrorWords</name>
    <message>
        <source>The file could not be read or written</source>
        <translation>无法读写该文件</translation>
    </message>
    <message>
        <source>Check that the place exists, that you may use it and that there is room</source>
        <translation>请检查位置是否存在、是否有权限以及是否有空间</translation>
    </message>
    <message>
        <source>The file ends too early</source>
        <translation>文件过早结束</translation>
    </message>
    <message>
        <source>Copy or download it again; pthf salvage keeps what is whole</source>
        <translation>请重新复制或下载；pthf salvage 可保留完整的部分</translation>
    </message>
    <message>
        <source>The file is damaged</source>
        <translation>文件已损坏</translation>
    </message>
    <message>
        <source>Copy or download it again and compare its size</source>
        <translation>请重新复制或下载，并比较其大小</translation>
    </message>
    <message>
        <source>The file asks for more than can be right</source>
        <translation>文件声明的内容超出合理范围</translation>
    </message>
    <message>
        <source>It was not read further; check where it comes from</source>
        <translation>未继续读取；请检查文件来源</translation>
    </message>
    <message>
        <source>This is not a file that can be opened here</source>
        <translation>这不是此处能打开的文件</translation>
    </message>
    <message>
        <source>The plan does not fit this file</source>
        <translation>计划不适用于此文件</translation>
    </message>
    <message>
        <source>Change or undo the operation it names</source>
        <translation>请修改或撤销它指出的操作</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>There is not enough memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>Close other programs and try again</source>
        <translation>请关闭其他程序后重试</translation>
    </message>
    <message>
        <source>Pthfinder made a mistake</source>
        <translation>Pthfinder 出错</translation>
    </message>
    <message>
        <source>The file is untouched; report this with the sentence above</source>
        <translation>文件未被改动；请附上以上语句报告此问题</translation>
    </message>
    <message>
        <source>%1, at byte %2</source>
        <translation>%1，位于第 %2 字节</translation>
    </message>
</context>
<context>
    <name>pthf::FieldEditor</name>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>scheduler</source>
        <translation>调度器</translation>
    </message>
    <message>
        <source>scaler</source>
        <translation>缩放器</translation>
    </message>
    <message>
        <source>random state</source>
        <translation>随机状态</translation>
    </message>
    <message>
        <source>counters</source>
        <translation>计数</translation>
    </message>
    <message>
        <source>metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>configuration</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>All state dicts</source>
        <translation>所有 state dict</translation>
    </message>
    <message>
        <source>the whole file</source>
        <translation>整个文件</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Take a tensor from</source>
        <translation>从以下文件取张量</translation>
    </message>
</context>
<context>
    <name>pthf::FileNotice</name>
    <message>
        <source>The file has changed on disk since it was read</source>
        <translation>文件读取之后在磁盘上已改变</translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>The file is no longer there: what is shown is what was read</source>
        <translation>文件已不存在：显示的是之前读取的内容</translation>
    </message>
</context>
<context>
    <name>pthf::FillingEdit</name>
    <message>
        <source>Filled with</source>
        <translation>填充为</translation>
    </message>
    <message>
        <source>The same seed gives the numbers that torch.manual_seed gives</source>
        <translation>相同的种子得到与 torch.manual_seed 相同的数</translation>
    </message>
</context>
<context>
    <name>pthf::FolderModel</name>
    <message>
        <source>damaged: %1</source>
        <translation>已损坏：%1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoch</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Loads on</source>
        <translation>可加载于</translation>
    </message>
    <message>
        <source>Key found</source>
        <translation>找到的键</translation>
    </message>
    <message>
        <source>nowhere</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>pthf::FolderPage</name>
    <message>
        <source>Convert…</source>
        <translation>转换…</translation>
    </message>
    <message>
        <source>Convert the selected files, or all of them</source>
        <translation>转换选中的文件，或全部文件</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Search a key in all of them, and press Enter</source>
        <translation>在所有文件中搜索键，按 Enter</translation>
    </message>
    <message>
        <source>Search a key in all checkpoints of the folder</source>
        <translation>在文件夹的所有检查点中搜索键</translation>
    </message>
    <message>
        <source>Folders below, too</source>
        <translation>包括子文件夹</translation>
    </message>
    <message>
        <source>Checkpoints of the folder</source>
        <translation>文件夹中的检查点</translation>
    </message>
    <message>
        <source>Reading the folder</source>
        <translation>正在读取文件夹</translation>
    </message>
    <message>
        <source>Searching the folder</source>
        <translation>正在搜索文件夹</translation>
    </message>
    <message>
        <source>%1, reading…</source>
        <translation>%1，读取中…</translation>
    </message>
    <message>
        <source>There are no checkpoints in this folder</source>
        <translation>此文件夹中没有检查点</translation>
    </message>
    <message>
        <source>Space: quick look, Enter: open</source>
        <translation>空格：快速查看，Enter：打开</translation>
    </message>
    <message numerus="yes">
        <source>%n checkpoint(s)</source>
        <translation>
            <numerusform>%n 个检查点</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n other file(s)</source>
        <translation>
            <numerusform>，%n 个其他文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Quick look</source>
        <translation>快速查看</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
</context>
<context>
    <name>pthf::FoldingTabs</name>
    <message>
        <source>More pages</source>
        <translation>更多页面</translation>
    </message>
</context>
<context>
    <name>pthf::HealthCard</name>
    <message>
        <source>Health</source>
        <translation>健康</translation>
    </message>
    <message>
        <source>Scan all values</source>
        <translation>扫描所有值</translation>
    </message>
    <message>
        <source>NaN, Inf and tensors of zeros are found by reading %1</source>
        <translation>读取 %1 可找出 NaN、Inf 和全零张量</translation>
    </message>
    <message>
        <source>not scanned</source>
        <translation>未扫描</translation>
    </message>
    <message>
        <source>scanning…</source>
        <translation>扫描中…</translation>
    </message>
    <message>
        <source>scanned %1 in %2 s</source>
        <translation>已扫描 %1，用时 %2 秒</translation>
    </message>
    <message>
        <source>No NaN</source>
        <translation>无 NaN</translation>
    </message>
    <message>
        <source>%1 with NaN</source>
        <translation>%1 个含 NaN</translation>
    </message>
    <message>
        <source>No Inf</source>
        <translation>无 Inf</translation>
    </message>
    <message>
        <source>%1 with Inf</source>
        <translation>%1 个含 Inf</translation>
    </message>
    <message>
        <source>None is all zero</source>
        <translation>没有全零张量</translation>
    </message>
    <message>
        <source>%1 all zero</source>
        <translation>%1 个全为零</translation>
    </message>
    <message>
        <source>%1 not read</source>
        <translation>%1 个未读取</translation>
    </message>
    <message>
        <source>without elements of their own, or not all in the file</source>
        <translation>没有自己的元素，或不全在文件中</translation>
    </message>
</context>
<context>
    <name>pthf::HeatmapPage</name>
    <message>
        <source>Heatmap</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>out</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Which output channels: 0–12</source>
        <translation>哪些输出通道：0–12</translation>
    </message>
    <message>
        <source>in</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Which input channels: 0–22</source>
        <translation>哪些输入通道：0–22</translation>
    </message>
    <message>
        <source>There is nothing in this tensor</source>
        <translation>此张量中没有内容</translation>
    </message>
    <message>
        <source>There is nothing in this slice</source>
        <translation>此切片中没有内容</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>正在读取 %1…</translation>
    </message>
    <message>
        <source>Drawing a heatmap</source>
        <translation>正在绘制热图</translation>
    </message>
    <message>
        <source>%1 of %2 filters, %3 × %4</source>
        <translation>%1 / %2 个卷积核，%3 × %4</translation>
    </message>
    <message>
        <source>%1 × %2, every element</source>
        <translation>%1 × %2，每个元素</translation>
    </message>
    <message>
        <source>%1 × %2, means of %3 × %4; zoom in for the elements</source>
        <translation>%1 × %2，为 %3 × %4 的均值；放大可见元素</translation>
    </message>
    <message>
        <source>Drawing filters</source>
        <translation>正在绘制卷积核</translation>
    </message>
</context>
<context>
    <name>pthf::HeatmapPlot</name>
    <message>
        <source>Heatmap</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>NaN</source>
        <translation>NaN</translation>
    </message>
    <message>
        <source>Inf</source>
        <translation>Inf</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>from %1: mean %2 of %3 × %4</source>
        <translation>自 %1：%3 × %4 的均值 %2</translation>
    </message>
</context>
<context>
    <name>pthf::HistogramPlot</name>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>%1 to %2: %3</source>
        <translation>%1 至 %2：%3</translation>
    </message>
</context>
<context>
    <name>pthf::JobsPanel</name>
    <message>
        <source>%1 s left</source>
        <translation>剩余 %1 秒</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>剩余 %1 分钟</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>Running jobs</source>
        <translation>正在运行的任务</translation>
    </message>
    <message>
        <source>less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>+%1</source>
        <comment>further jobs</comment>
        <translation>+%1</translation>
    </message>
    <message>
        <source>Show one job</source>
        <translation>只显示一个任务</translation>
    </message>
    <message>
        <source>Show all jobs</source>
        <translation>显示所有任务</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>pthf::LongWork</name>
    <message>
        <source>%1: failed</source>
        <translation>%1：失败</translation>
    </message>
    <message>
        <source>%1: done</source>
        <translation>%1：完成</translation>
    </message>
</context>
<context>
    <name>pthf::LossesWords</name>
    <message>
        <source>no number changes</source>
        <translation>没有数值改变</translation>
    </message>
    <message>
        <source>of %1 numbers %2 do not fit, %3 become 0, %4 are rounded</source>
        <translation>%1 个数中，%2 个超出范围，%3 个变为 0，%4 个被舍入</translation>
    </message>
</context>
<context>
    <name>pthf::MachineState</name>
    <message>
        <source>Asking for this computer&apos;s devices</source>
        <translation>正在询问本机的设备</translation>
    </message>
</context>
<context>
    <name>pthf::MainWindow</name>
    <message>
        <source>Selected &amp;rows</source>
        <translation>选中的行(&amp;R)</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>未选择</translation>
    </message>
    <message>
        <source>Main</source>
        <translation>主工具栏</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Save converted…</source>
        <translation>保存转换结果…</translation>
    </message>
    <message>
        <source>Save the file as planned (Ctrl+S)</source>
        <translation>按计划保存文件 (Ctrl+S)</translation>
    </message>
    <message>
        <source>%1 – Pthfinder</source>
        <translation>%1 – Pthfinder</translation>
    </message>
    <message>
        <source>Pthfinder</source>
        <translation>Pthfinder</translation>
    </message>
    <message>
        <source>Stopping… – Pthfinder</source>
        <translation>正在停止… – Pthfinder</translation>
    </message>
    <message>
        <source>clear the plan</source>
        <translation>清空计划</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
    <message>
        <source>Find a command by its name (Ctrl+K)</source>
        <translation>按名称查找命令（Ctrl+K）</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Open a checkpoint (Ctrl+O)</source>
        <translation>打开检查点（Ctrl+O）</translation>
    </message>
</context>
<context>
    <name>pthf::MapDevicesDialog</name>
    <message>
        <source>Map devices</source>
        <translation>映射设备</translation>
    </message>
    <message>
        <source>Where torch.load will put the tensors. The device is a word beside each storage; no GPU is needed to change it.</source>
        <translation>torch.load 将把张量放到哪里。设备只是每个存储旁的一个词；修改它不需要 GPU。</translation>
    </message>
    <message>
        <source>Stored for</source>
        <translation>存储设备</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>变为</translation>
    </message>
    <message>
        <source>Apply map</source>
        <translation>应用映射</translation>
    </message>
    <message>
        <source>Target of %1</source>
        <translation>%1 的目标</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>“%1” is no device: a word, or a word and a number, cuda:1</source>
        <translation>“%1”不是设备：应为一个词，或一个词加编号，如 cuda:1</translation>
    </message>
</context>
<context>
    <name>pthf::MatchDetails</name>
    <message>
        <source>load_state_dict would print</source>
        <translation>load_state_dict 会打印</translation>
    </message>
    <message>
        <source>strict</source>
        <translation>strict</translation>
    </message>
    <message>
        <source>load_state_dict(…, strict=True), as torch does unless told otherwise</source>
        <translation>load_state_dict(…, strict=True)，torch 的默认方式</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Show the whole report</source>
        <translation>显示完整报告</translation>
    </message>
    <message>
        <source>What load_state_dict would print</source>
        <translation>load_state_dict 会打印的内容</translation>
    </message>
    <message>
        <source>Choose a tensor to see how its two sides differ</source>
        <translation>选择一个张量以查看两边的差异</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Dimension %1</source>
        <translation>维度 %1</translation>
    </message>
    <message>
        <source>Dimension %1 (%2)</source>
        <translation>维度 %1（%2）</translation>
    </message>
</context>
<context>
    <name>pthf::MatchHead</name>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>文件</translation>
    </message>
    <message numerus="yes">
        <source>%n keys, as far as the error says</source>
        <translation>
            <numerusform>%n 个键，就错误信息所示</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n names and shapes</source>
        <translation>
            <numerusform>%n 个名称和形状</numerusform>
        </translation>
    </message>
    <message>
        <source>File %1 · model expects %2 · %3</source>
        <translation>文件 %1 · 模型需要 %2 · %3</translation>
    </message>
    <message>
        <source>All %1</source>
        <translation>全部 %1</translation>
    </message>
</context>
<context>
    <name>pthf::MatchMenu</name>
    <message>
        <source>Match with…</source>
        <translation>匹配…</translation>
    </message>
    <message>
        <source>Another &amp;file…</source>
        <translation>其他文件(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Names and shapes, or an error…</source>
        <translation>名称和形状，或错误信息(&amp;N)…</translation>
    </message>
    <message>
        <source>The &amp;error in the clipboard</source>
        <translation>剪贴板中的错误信息(&amp;E)</translation>
    </message>
    <message>
        <source>pasted error</source>
        <translation>粘贴的错误信息</translation>
    </message>
    <message>
        <source>Copy Python that &amp;lists a model&apos;s names</source>
        <translation>复制列出模型名称的 Python(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Compare values with another checkpoint…</source>
        <translation>与另一检查点比较数值(&amp;C)…</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>A file of this &amp;folder</source>
        <translation>此文件夹中的文件(&amp;F)</translation>
    </message>
    <message>
        <source>Match with</source>
        <translation>匹配对象</translation>
    </message>
    <message>
        <source>Checkpoints and texts (%1);;All files (*)</source>
        <translation>检查点和文本 (%1);;所有文件 (*)</translation>
    </message>
    <message>
        <source>pasted text</source>
        <translation>粘贴的文本</translation>
    </message>
</context>
<context>
    <name>pthf::MatchPanel</name>
    <message>
        <source>Lay this checkpoint over what a model expects: another checkpoint, a text of names and shapes, or the words of an error</source>
        <translation>将此检查点与模型所需对照：另一检查点、名称和形状的文本，或错误信息</translation>
    </message>
    <message>
        <source>Match with…</source>
        <translation>匹配…</translation>
    </message>
    <message>
        <source>File and model side by side</source>
        <translation>文件与模型并排</translation>
    </message>
    <message>
        <source>Problems first</source>
        <translation>问题优先</translation>
    </message>
    <message>
        <source>Rows that differ stand before those that do not</source>
        <translation>有差异的行排在前面</translation>
    </message>
    <message>
        <source>Filter keys</source>
        <translation>筛选键</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>复制名称</translation>
    </message>
    <message>
        <source>Link with</source>
        <translation>关联到</translation>
    </message>
    <message>
        <source>Match the error in the clipboard</source>
        <translation>匹配剪贴板中的错误</translation>
    </message>
    <message>
        <source>pasted error</source>
        <translation>粘贴的错误信息</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>去掉它</translation>
    </message>
</context>
<context>
    <name>pthf::MatchSession</name>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>Matching</source>
        <translation>正在匹配</translation>
    </message>
    <message>
        <source>undo: %1</source>
        <translation>撤销：%1</translation>
    </message>
</context>
<context>
    <name>pthf::MatchTreeModel</name>
    <message>
        <source>same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>shape differs</source>
        <translation>形状不同</translation>
    </message>
    <message>
        <source>in file only</source>
        <translation>仅在文件中</translation>
    </message>
    <message>
        <source>model only</source>
        <translation>仅模型</translation>
    </message>
    <message>
        <source>torch: %1</source>
        <translation>torch：%1</translation>
    </message>
    <message>
        <source>expected by the model only</source>
        <translation>仅模型需要</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>文件</translation>
    </message>
    <message numerus="yes">
        <source>%n tensors</source>
        <translation>
            <numerusform>%n 个张量</numerusform>
        </translation>
    </message>
    <message>
        <source>no tensor</source>
        <translation>无张量</translation>
    </message>
    <message>
        <source>In file, as planned</source>
        <translation>文件中（按计划）</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Model expects</source>
        <translation>模型需要</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
</context>
<context>
    <name>pthf::MatchViews</name>
    <message>
        <source>Match</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>Match with…</source>
        <translation>匹配…</translation>
    </message>
    <message>
        <source>Lay the checkpoint over what a model expects</source>
        <translation>将检查点与模型所需对照</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>strict</source>
        <translation>strict</translation>
    </message>
    <message>
        <source>strict=False</source>
        <translation>strict=False</translation>
    </message>
    <message>
        <source>What load_state_dict would print</source>
        <translation>load_state_dict 会打印的内容</translation>
    </message>
    <message>
        <source>The file, as planned, loads</source>
        <translation>按计划的文件可以加载</translation>
    </message>
    <message>
        <source>The file, as planned, does not load</source>
        <translation>按计划的文件无法加载</translation>
    </message>
</context>
<context>
    <name>pthf::MemoryTable</name>
    <message>
        <source>float32</source>
        <translation>float32</translation>
    </message>
    <message>
        <source>float32, SGD with momentum</source>
        <translation>float32，带动量的 SGD</translation>
    </message>
    <message>
        <source>bfloat16 with float32 master</source>
        <translation>bfloat16 加 float32 主权重</translation>
    </message>
    <message>
        <source>bfloat16 throughout</source>
        <translation>全部 bfloat16</translation>
    </message>
    <message>
        <source>Memory to train</source>
        <translation>训练所需内存</translation>
    </message>
    <message>
        <source>without activations</source>
        <translation>不含激活值</translation>
    </message>
    <message>
        <source>Number type</source>
        <translation>数值类型</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>合计</translation>
    </message>
</context>
<context>
    <name>pthf::NoticeBar</name>
    <message>
        <source>Leave it as it is</source>
        <translation>保持原样</translation>
    </message>
</context>
<context>
    <name>pthf::NumbersPage</name>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Std</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>范数</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>零值</translation>
    </message>
    <message>
        <source>NaN, Inf</source>
        <translation>NaN，Inf</translation>
    </message>
    <message>
        <source>Read %1</source>
        <translation>读取 %1</translation>
    </message>
    <message>
        <source>Counting values</source>
        <translation>正在统计数值</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>no NaN, no Inf</source>
        <translation>无 NaN，无 Inf</translation>
    </message>
    <message>
        <source>%1 NaN, %2 Inf</source>
        <translation>%1 个 NaN，%2 个 Inf</translation>
    </message>
    <message>
        <source>over %1</source>
        <translation>对照 %1</translation>
    </message>
    <message>
        <source>Distinct</source>
        <translation>不同值</translation>
    </message>
    <message>
        <source>Counting distinct values</source>
        <translation>正在统计不同的值</translation>
    </message>
    <message>
        <source>min %1</source>
        <translation>最小 %1</translation>
    </message>
    <message>
        <source>max %1</source>
        <translation>最大 %1</translation>
    </message>
    <message>
        <source>mean %1</source>
        <translation>均值 %1</translation>
    </message>
    <message>
        <source>std %1</source>
        <translation>标准差 %1</translation>
    </message>
</context>
<context>
    <name>pthf::OperationCatalogue</name>
    <message>
        <source>Move to a device</source>
        <translation>移到设备</translation>
    </message>
    <message>
        <source>Writes where torch.load puts the tensors: one device, a table, or rules by key.</source>
        <translation>写明 torch.load 把张量放到哪里：单个设备、对照表或按键的规则。</translation>
    </message>
    <message>
        <source>Remove prefix</source>
        <translation>去掉前缀</translation>
    </message>
    <message>
        <source>Takes whole dotted segments away from the start of keys; keys without it stay.</source>
        <translation>从键的开头去掉完整的点分段；没有该前缀的键保持不变。</translation>
    </message>
    <message>
        <source>Add prefix</source>
        <translation>添加前缀</translation>
    </message>
    <message>
        <source>Puts whole dotted segments before every key.</source>
        <translation>在每个键前加上完整的点分段。</translation>
    </message>
    <message>
        <source>Remove segment</source>
        <translation>去掉片段</translation>
    </message>
    <message>
        <source>Takes a dotted segment out of keys, wherever it stands.</source>
        <translation>从键中去掉一个点分段，无论位于何处。</translation>
    </message>
    <message>
        <source>Rename by pattern</source>
        <translation>按模式重命名</translation>
    </message>
    <message>
        <source>Replaces what a regular expression finds in keys, as Python&apos;s re.sub does.</source>
        <translation>替换键中正则表达式匹配的部分，与 Python 的 re.sub 相同。</translation>
    </message>
    <message>
        <source>Rename by table</source>
        <translation>按表重命名</translation>
    </message>
    <message>
        <source>Gives keys other names, one by one.</source>
        <translation>逐个给键改名。</translation>
    </message>
    <message>
        <source>Keep only</source>
        <translation>仅保留</translation>
    </message>
    <message>
        <source>Keeps what a role or a pattern names and drops the rest.</source>
        <translation>保留角色或模式指定的内容，删除其余内容。</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Leaves out what a role, a place or a pattern names.</source>
        <translation>去掉角色、位置或模式指定的内容。</translation>
    </message>
    <message>
        <source>Make a branch the whole file</source>
        <translation>以分支作为整个文件</translation>
    </message>
    <message>
        <source>Writes one branch alone, without what stands around it.</source>
        <translation>只写出一个分支，不含其外围内容。</translation>
    </message>
    <message>
        <source>Put everything under a key</source>
        <translation>全部放到一个键下</translation>
    </message>
    <message>
        <source>Wraps the whole file into a dictionary of one key.</source>
        <translation>把整个文件包进只有一个键的字典。</translation>
    </message>
    <message>
        <source>Whole model to state dict</source>
        <translation>整个模型转为 state dict</translation>
    </message>
    <message>
        <source>Turns a pickled model into what its state_dict() gives, without its code.</source>
        <translation>把序列化的模型变成其 state_dict() 的结果，无需其代码。</translation>
    </message>
    <message>
        <source>Cast numbers</source>
        <translation>转换数值类型</translation>
    </message>
    <message>
        <source>Converts floating tensors to another type; integers stay. Without a pattern the models alone.</source>
        <translation>把浮点张量转换为另一种类型；整数不变。不填模式时只转换模型。</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>Says of tensors that they require no gradient.</source>
        <translation>标记张量不需要梯度。</translation>
    </message>
    <message>
        <source>Unfreeze</source>
        <translation>解冻</translation>
    </message>
    <message>
        <source>Says of tensors that they require a gradient.</source>
        <translation>标记张量需要梯度。</translation>
    </message>
    <message>
        <source>Compact views</source>
        <translation>压缩视图</translation>
    </message>
    <message>
        <source>Gives views that drag a larger storage along one of their own size; ties stay tied.</source>
        <translation>为拖带较大存储的视图分配自身大小的存储；共享关系保持不变。</translation>
    </message>
    <message>
        <source>Untie tensors</source>
        <translation>解除共享</translation>
    </message>
    <message>
        <source>Gives every tensor a storage of its own.</source>
        <translation>为每个张量分配独立的存储。</translation>
    </message>
    <message>
        <source>Make portable</source>
        <translation>转为可移植</translation>
    </message>
    <message>
        <source>Turns numpy values and plain objects into Python values, so that weights_only accepts the file.</source>
        <translation>把 numpy 值和普通对象转为 Python 值，使 weights_only 接受该文件。</translation>
    </message>
    <message>
        <source>Plain dictionaries</source>
        <translation>普通字典</translation>
    </message>
    <message>
        <source>Turns OrderedDict into dict, so that LibTorch in C++ can read the file.</source>
        <translation>把 OrderedDict 转为 dict，使 C++ 的 LibTorch 能读取该文件。</translation>
    </message>
    <message>
        <source>Set a value</source>
        <translation>设置值</translation>
    </message>
    <message>
        <source>Changes a plain value: epoch, iteration, a word of the configuration.</source>
        <translation>修改普通值：epoch、iteration 或配置中的一项。</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Transpose</source>
        <translation>转置</translation>
    </message>
    <message>
        <source>Swaps two dimensions and lays the numbers out anew, as between Conv1D and Linear.</source>
        <translation>交换两个维度并重新排列数值，如 Conv1D 与 Linear 之间。</translation>
    </message>
    <message>
        <source>Resize</source>
        <translation>改变大小</translation>
    </message>
    <message>
        <source>Grows or cuts a tensor: all of the new shape is filled as torch fills it, then what was there is laid over it.</source>
        <translation>扩大或裁剪张量：先按 torch 的方式填充整个新形状，再把原有数值覆盖上去。</translation>
    </message>
    <message>
        <source>Initialise</source>
        <translation>初始化</translation>
    </message>
    <message>
        <source>Makes a tensor anew, or a new one: zeros, a constant, or numbers drawn as torch.nn.init draws them.</source>
        <translation>重新生成张量或新建张量：零、常数，或按 torch.nn.init 的方式抽取的随机数。</translation>
    </message>
    <message>
        <source>Replace from a file</source>
        <translation>从文件替换</translation>
    </message>
    <message>
        <source>Gives a key the tensor that stands in another checkpoint, or adds it.</source>
        <translation>为键换上另一个检查点中的张量，或添加该张量。</translation>
    </message>
</context>
<context>
    <name>pthf::OperationDialog</name>
    <message>
        <source>Add a change</source>
        <translation>添加改动</translation>
    </message>
    <message>
        <source>Add to the plan</source>
        <translation>加入计划</translation>
    </message>
    <message>
        <source>Edit a change</source>
        <translation>编辑改动</translation>
    </message>
    <message>
        <source>Change the plan</source>
        <translation>修改计划</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>Rows that this changes, before and after</source>
        <translation>受此改动影响的行，改动前后</translation>
    </message>
    <message>
        <source>Fill it in to see what it does</source>
        <translation>填写后可查看其效果</translation>
    </message>
    <message>
        <source>The first %1 of %2 rows that change</source>
        <translation>%2 个改变的行中的前 %1 行</translation>
    </message>
    <message>
        <source>%1; counting what does not fit …</source>
        <translation>%1；正在统计超出范围的数…</translation>
    </message>
    <message>
        <source>Counting what does not fit</source>
        <translation>统计超出范围的数</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1；%2</translation>
    </message>
</context>
<context>
    <name>pthf::OperationFields</name>
    <message>
        <source>%1: “%2” has no =&gt;</source>
        <translation>%1：“%2”中没有 =&gt;</translation>
    </message>
    <message>
        <source>As in a recipe</source>
        <translation>与配方中相同</translation>
    </message>
    <message>
        <source>One operation is asked for</source>
        <translation>需要恰好一个操作</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>In</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Everything to</source>
        <translation>全部移到</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>Device by device</source>
        <translation>逐个设备</translation>
    </message>
    <message>
        <source>By key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>前缀</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>片段</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>变为</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Number type</source>
        <translation>数值类型</translation>
    </message>
    <message>
        <source>all floating tensors of the models</source>
        <translation>模型的所有浮点张量</translation>
    </message>
    <message>
        <source>Requires grad</source>
        <translation>需要梯度</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>a shape is written [1200, 1024]</source>
        <translation>形状写作 [1200, 1024]</translation>
    </message>
    <message>
        <source>two dimensions are written 0, 1</source>
        <translation>两个维度写作 0, 1</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Tensor in it</source>
        <translation>其中的张量</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Filled with</source>
        <translation>填充为</translation>
    </message>
    <message>
        <source>Dimensions</source>
        <translation>维度</translation>
    </message>
    <message>
        <source>New shape</source>
        <translation>新形状</translation>
    </message>
    <message>
        <source>New room filled with</source>
        <translation>新增部分填充为</translation>
    </message>
    <message>
        <source>Or interpolated</source>
        <translation>或插值</translation>
    </message>
</context>
<context>
    <name>pthf::OptimizerCard</name>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>pthf::OptimizerView</name>
    <message>
        <source>parameter %1</source>
        <translation>参数 %1</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>There is no optimizer in this file</source>
        <translation>此文件中没有优化器</translation>
    </message>
    <message>
        <source>Group %1</source>
        <translation>第 %1 组</translation>
    </message>
    <message>
        <source>Parameters of the optimizer</source>
        <translation>优化器的参数</translation>
    </message>
    <message>
        <source>Taking the optimizer apart</source>
        <translation>正在解析优化器</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>named in the file</source>
        <translation>文件中有名称</translation>
    </message>
    <message>
        <source>by order, shapes agree</source>
        <translation>按顺序推断，形状一致</translation>
    </message>
    <message>
        <source>names not known</source>
        <translation>名称未知</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 个参数</translation>
    </message>
    <message>
        <source>%1: %2 parameters in %3, %4; %5</source>
        <translation>%1：%2 个参数，%3，%4；%5</translation>
    </message>
    <message numerus="yes">
        <source>%n groups</source>
        <translation>
            <numerusform>%n 组</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pthf::OverviewView</name>
    <message>
        <source>Where the bytes are</source>
        <translation>字节所在位置</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Role and layer</source>
        <translation>角色和层</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Counting parameters</source>
        <translation>正在统计参数</translation>
    </message>
    <message>
        <source>Parting the bytes</source>
        <translation>正在划分字节</translation>
    </message>
    <message>
        <source>Scanning all values</source>
        <translation>正在扫描所有值</translation>
    </message>
</context>
<context>
    <name>pthf::PlacementDialog</name>
    <message>
        <source>Spread over devices</source>
        <translation>分布到多个设备</translation>
    </message>
    <message>
        <source>Add to the plan</source>
        <translation>加入计划</translation>
    </message>
    <message>
        <source>What goes where</source>
        <translation>哪些放到哪里</translation>
    </message>
    <message>
        <source>Equal shares of bytes, layers whole</source>
        <translation>字节均分，层保持完整</translation>
    </message>
    <message>
        <source>One part by its role</source>
        <translation>按角色放置一个部分</translation>
    </message>
    <message>
        <source>Layers by number</source>
        <translation>按编号放置层</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>“%1” is no device: a word, or a word and a number, cuda:1</source>
        <translation>“%1”不是设备：应为一个词，或一个词加编号，如 cuda:1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s)</source>
        <translation>
            <numerusform>%n 条规则</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>pthf::PlanBar</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Show plan</source>
        <translation>显示计划</translation>
    </message>
    <message>
        <source>How to load this</source>
        <translation>如何加载</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>复制为 Python</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>No changes</source>
        <translation>没有改动</translation>
    </message>
    <message>
        <source>1 change</source>
        <translation>1 项改动</translation>
    </message>
    <message>
        <source>%1 changes</source>
        <translation>%1 项改动</translation>
    </message>
    <message>
        <source>Copy the plan as Python or as a command</source>
        <translation>将计划复制为 Python 或命令</translation>
    </message>
</context>
<context>
    <name>pthf::PlanModel</name>
    <message>
        <source>left out</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>working…</source>
        <translation>计算中…</translation>
    </message>
    <message>
        <source>switch on: %1</source>
        <translation>启用：%1</translation>
    </message>
    <message>
        <source>switch off: %1</source>
        <translation>停用：%1</translation>
    </message>
    <message>
        <source>remove: %1</source>
        <translation>移除：%1</translation>
    </message>
    <message>
        <source>move: %1</source>
        <translation>移动：%1</translation>
    </message>
</context>
<context>
    <name>pthf::PlanPanel</name>
    <message>
        <source>Changes of the plan</source>
        <translation>计划中的改动</translation>
    </message>
    <message>
        <source>Drag a change, or press Alt with Up or Down, to move it; Enter edits it, Delete takes it away</source>
        <translation>拖动改动或按 Alt+上/下可移动；Enter 编辑，Delete 移除</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add a change to the plan</source>
        <translation>向计划添加改动</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Go back to an earlier state of the plan, or forward again</source>
        <translation>回到计划的较早状态，或再次前进</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>All rows…</source>
        <translation>所有行…</translation>
    </message>
    <message>
        <source>Every row before and after</source>
        <translation>每一行的前后对比</translation>
    </message>
    <message>
        <source>Save as recipe…</source>
        <translation>另存为配方…</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>原为 %1</translation>
    </message>
    <message>
        <source>no changes</source>
        <translation>没有改动</translation>
    </message>
    <message numerus="yes">
        <source>%n changes, applied top to bottom</source>
        <translation>
            <numerusform>%n 项改动，自上而下应用</numerusform>
        </translation>
    </message>
    <message>
        <source>Take this change away</source>
        <translation>移除此改动</translation>
    </message>
    <message>
        <source>Take away: %1</source>
        <translation>移除：%1</translation>
    </message>
    <message>
        <source>As it was opened</source>
        <translation>刚打开时</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Apply a recipe…</source>
        <translation>应用配方…</translation>
    </message>
</context>
<context>
    <name>pthf::PlanPicker</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 becomes %2</source>
        <translation>%1 变为 %2</translation>
    </message>
</context>
<context>
    <name>pthf::PlanPickers</name>
    <message>
        <source>%1 of %2 keys</source>
        <translation>%2 个键中的 %1 个</translation>
    </message>
    <message>
        <source>Target device</source>
        <translation>目标设备</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>前缀</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>于 %1</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>未发现</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Number type</source>
        <translation>数值类型</translation>
    </message>
    <message>
        <source>keep devices</source>
        <translation>保持设备</translation>
    </message>
    <message>
        <source>move everything to %1</source>
        <translation>全部移到 %1</translation>
    </message>
    <message>
        <source>%1 (this computer)</source>
        <translation>%1（本机）</translation>
    </message>
    <message>
        <source>Map devices…</source>
        <translation>映射设备…</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>其他…</translation>
    </message>
    <message>
        <source>keep prefixes</source>
        <translation>保持前缀</translation>
    </message>
    <message>
        <source>, from %1</source>
        <translation>，来自 %1</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>去掉 %1</translation>
    </message>
    <message>
        <source>Remove %1 (may belong to the model)</source>
        <translation>去掉 %1（可能属于模型本身）</translation>
    </message>
    <message>
        <source>remove %1</source>
        <translation>去掉 %1</translation>
    </message>
    <message>
        <source>Remove other…</source>
        <translation>去掉其他…</translation>
    </message>
    <message>
        <source>Add prefix…</source>
        <translation>添加前缀…</translation>
    </message>
    <message>
        <source>keep number types</source>
        <translation>保持数值类型</translation>
    </message>
    <message>
        <source>half the size of float32</source>
        <translation>float32 的一半大小</translation>
    </message>
    <message>
        <source>half the size, the range of float32</source>
        <translation>一半大小，范围同 float32</translation>
    </message>
    <message>
        <source>4 bytes a number</source>
        <translation>每个数 4 字节</translation>
    </message>
    <message>
        <source>8 bytes a number</source>
        <translation>每个数 8 字节</translation>
    </message>
    <message>
        <source>1 byte, 3 bits of fraction</source>
        <translation>1 字节，3 位尾数</translation>
    </message>
    <message>
        <source>1 byte, the range of float16</source>
        <translation>1 字节，范围同 float16</translation>
    </message>
    <message>
        <source>cast to %1</source>
        <translation>转换为 %1</translation>
    </message>
    <message>
        <source>%1 (this computer: %2)</source>
        <translation>%1（本机：%2）</translation>
    </message>
    <message>
        <source>Check on device…</source>
        <translation>在设备上检查…</translation>
    </message>
    <message>
        <source>Devices of this computer…</source>
        <translation>本机的设备…</translation>
    </message>
</context>
<context>
    <name>pthf::PlannedRowsDialog</name>
    <message>
        <source>Before and after</source>
        <translation>前后对比</translation>
    </message>
    <message>
        <source>Working out the rows…</source>
        <translation>正在计算各行…</translation>
    </message>
    <message>
        <source>Changed rows only</source>
        <translation>仅显示改变的行</translation>
    </message>
    <message>
        <source>%1 rows, %2 changed</source>
        <translation>%1 行，%2 行改变</translation>
    </message>
</context>
<context>
    <name>pthf::PlannedTableModel</name>
    <message>
        <source>dropped</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>pthf::PlotExport</name>
    <message>
        <source>Picture, PNG (*.png);;Drawing, SVG (*.svg);;Numbers, CSV (*.csv);;Numbers, NumPy (*.npy)</source>
        <translation>图片 PNG (*.png);;矢量图 SVG (*.svg);;数值 CSV (*.csv);;数值 NumPy (*.npy)</translation>
    </message>
</context>
<context>
    <name>pthf::PlotSaver</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Not exported</source>
        <translation>未导出</translation>
    </message>
</context>
<context>
    <name>pthf::ProblemListModel</name>
    <message>
        <source>Mended: %1</source>
        <translation>已修复：%1</translation>
    </message>
    <message>
        <source>1 danger</source>
        <translation>1 个危险</translation>
    </message>
    <message>
        <source>%1 dangers</source>
        <translation>%1 个危险</translation>
    </message>
    <message>
        <source>1 error</source>
        <translation>1 个错误</translation>
    </message>
    <message>
        <source>%1 errors</source>
        <translation>%1 个错误</translation>
    </message>
    <message>
        <source>1 warning</source>
        <translation>1 个警告</translation>
    </message>
    <message>
        <source>%1 warnings</source>
        <translation>%1 个警告</translation>
    </message>
    <message>
        <source>1 hint</source>
        <translation>1 条提示</translation>
    </message>
    <message>
        <source>%1 hints</source>
        <translation>%1 条提示</translation>
    </message>
    <message>
        <source>1 mended by your plan</source>
        <translation>计划修复 1 项</translation>
    </message>
    <message>
        <source>%1 mended by your plan</source>
        <translation>计划修复 %1 项</translation>
    </message>
    <message>
        <source>nothing to report</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>undo: %1</source>
        <translation>撤销：%1</translation>
    </message>
</context>
<context>
    <name>pthf::ProblemsPanel</name>
    <message>
        <source>Findings</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>Folded</source>
        <translation>已折叠</translation>
    </message>
    <message>
        <source>Unfolded</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Scan all values</source>
        <translation>扫描所有值</translation>
    </message>
    <message>
        <source>Map devices…</source>
        <translation>映射设备…</translation>
    </message>
    <message>
        <source>Save what is whole…</source>
        <translation>保存完整的部分…</translation>
    </message>
</context>
<context>
    <name>pthf::ProveChoice</name>
    <message>
        <source>Ask LibTorch&apos;s own reader</source>
        <translation>询问 LibTorch 自带的读取器</translation>
    </message>
    <message>
        <source>Prove on device</source>
        <translation>在设备上验证</translation>
    </message>
    <message>
        <source>LibTorch opens the result and says which records and tensors it sees: values where they stand in plain dicts or TorchScript</source>
        <translation>LibTorch 打开结果，说明它看到哪些记录和张量：普通 dict 或 TorchScript 中的数值也会比较</translation>
    </message>
    <message>
        <source>Carries the weights to the device and back, and compares every byte</source>
        <translation>把权重传到设备再传回，逐字节比较</translation>
    </message>
    <message>
        <source>Device to prove on</source>
        <translation>用于验证的设备</translation>
    </message>
    <message>
        <source>those of the plan</source>
        <translation>计划中的设备</translation>
    </message>
</context>
<context>
    <name>pthf::QuickLook</name>
    <message>
        <source>What</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoch</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Loads on</source>
        <translation>可加载于</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>pthf check says where; pthf salvage keeps what is whole</source>
        <translation>pthf check 指出位置；pthf salvage 保留完整部分</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>pthf::ReceiptWords</name>
    <message numerus="yes">
        <source>%n tensors</source>
        <translation>
            <numerusform>%n 个张量</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 appended to the file, %2 stay where they are, %3 s</source>
        <translation>向文件追加 %1，%2保持原处，%3 秒</translation>
    </message>
    <message>
        <source>%1 → %2, %3, %4 s</source>
        <translation>%1 → %2，%3，%4 秒</translation>
    </message>
    <message>
        <source>Not verified</source>
        <translation>未验证</translation>
    </message>
    <message>
        <source>Verified: opened again and compared with the plan</source>
        <translation>已验证：重新打开并与计划比较</translation>
    </message>
    <message>
        <source>Verified: opened again and compared with the plan, %1 of it byte for byte</source>
        <translation>已验证：重新打开并与计划比较，其中 %1 逐字节比较</translation>
    </message>
    <message>
        <source>Verified: every byte compared with the source, %1</source>
        <translation>已验证：与来源逐字节比较，%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 copied as they were, %2 converted</source>
        <translation>%1 原样复制，%2 已转换</translation>
    </message>
    <message>
        <source>%1 tensors whole, %2 lost</source>
        <translation>%1 个张量完整，%2 个丢失</translation>
    </message>
    <message>
        <source>Lost: %1: %2</source>
        <translation>丢失：%1：%2</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 个</translation>
    </message>
</context>
<context>
    <name>pthf::RecentDelegate</name>
    <message>
        <source>today %1</source>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>HH:mm</source>
        <comment>time of day</comment>
        <translation>HH:mm</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>date without year</comment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>date with year</comment>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>no device</source>
        <translation>无设备</translation>
    </message>
    <message>
        <source>Not found. Was: %1</source>
        <translation>未找到。原为：%1</translation>
    </message>
</context>
<context>
    <name>pthf::RecipeDialog</name>
    <message>
        <source>Apply a recipe</source>
        <translation>应用配方</translation>
    </message>
    <message>
        <source>%1: %2 of %3 operations cannot work on this file, %4 change nothing in it</source>
        <translation>%1：%3 个操作中有 %2 个无法用于此文件，%4 个不会改变任何内容</translation>
    </message>
    <message>
        <source>Operations of the recipe</source>
        <translation>配方中的操作</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>On this file</source>
        <translation>对此文件</translation>
    </message>
    <message>
        <source>Add what works</source>
        <translation>加入可用的操作</translation>
    </message>
</context>
<context>
    <name>pthf::RecipeFiles</name>
    <message>
        <source>Apply a recipe</source>
        <translation>应用配方</translation>
    </message>
    <message>
        <source>Recipes (*.json);;All files (*)</source>
        <translation>配方 (*.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>无法读取 %1：%2</translation>
    </message>
    <message>
        <source>%1 is no recipe.
%2</source>
        <translation>%1 不是配方。
%2</translation>
    </message>
    <message>
        <source>Checking %1</source>
        <translation>正在检查 %1</translation>
    </message>
    <message>
        <source>apply recipe</source>
        <translation>应用配方</translation>
    </message>
    <message>
        <source>Save plan as recipe</source>
        <translation>将计划另存为配方</translation>
    </message>
    <message>
        <source>Recipes (*.json)</source>
        <translation>配方 (*.json)</translation>
    </message>
    <message>
        <source>%1 was not written: %2</source>
        <translation>未写入 %1：%2</translation>
    </message>
</context>
<context>
    <name>pthf::RecordPlaces</name>
    <message>
        <source>Finding a record</source>
        <translation>查找记录</translation>
    </message>
</context>
<context>
    <name>pthf::ReferenceDialog</name>
    <message>
        <source>Match with a text</source>
        <translation>与文本匹配</translation>
    </message>
    <message>
        <source>Paste the words of a load_state_dict that failed, or names and shapes, one a line</source>
        <translation>粘贴失败的 load_state_dict 的错误信息，或名称和形状，每行一个</translation>
    </message>
    <message>
        <source>Names and shapes, or an error</source>
        <translation>名称和形状，或错误信息</translation>
    </message>
    <message>
        <source>These lines of Python print them for any model:</source>
        <translation>以下 Python 代码可为任意模型打印它们：</translation>
    </message>
    <message>
        <source>Python that lists a model&apos;s names and shapes</source>
        <translation>列出模型名称和形状的 Python</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>Copy the Python</source>
        <translation>复制 Python</translation>
    </message>
    <message>
        <source>An error: %1 missing, %2 unexpected, %3 of another shape</source>
        <translation>错误信息：缺失 %1，意外 %2，形状不同 %3</translation>
    </message>
    <message numerus="yes">
        <source>%n names</source>
        <translation>
            <numerusform>%n 个名称</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pthf::RowOffers</name>
    <message>
        <source>Drop %1</source>
        <translation>删除 %1</translation>
    </message>
    <message>
        <source>Drop %1 rows</source>
        <translation>删除 %1 行</translation>
    </message>
    <message>
        <source>Keep only %1</source>
        <translation>仅保留 %1</translation>
    </message>
    <message>
        <source>Keep only these %1 rows</source>
        <translation>仅保留这 %1 行</translation>
    </message>
    <message>
        <source>Move to cpu</source>
        <translation>移到 cpu</translation>
    </message>
    <message>
        <source>Move to another device…</source>
        <translation>移到其他设备…</translation>
    </message>
    <message>
        <source>Cast…</source>
        <translation>转换类型…</translation>
    </message>
    <message>
        <source>Cast to %1</source>
        <translation>转换为 %1</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>Unfreeze</source>
        <translation>解冻</translation>
    </message>
    <message>
        <source>Remove a prefix here…</source>
        <translation>在此去掉前缀…</translation>
    </message>
    <message>
        <source>Add a prefix here…</source>
        <translation>在此添加前缀…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Make %1 the whole file</source>
        <translation>以 %1 作为整个文件</translation>
    </message>
    <message>
        <source>Turn into a state dict</source>
        <translation>转为 state dict</translation>
    </message>
    <message>
        <source>Set the value…</source>
        <translation>设置值…</translation>
    </message>
    <message>
        <source>Transpose</source>
        <translation>转置</translation>
    </message>
    <message>
        <source>Transpose…</source>
        <translation>转置…</translation>
    </message>
    <message>
        <source>Resize…</source>
        <translation>改变大小…</translation>
    </message>
    <message>
        <source>Initialise…</source>
        <translation>初始化…</translation>
    </message>
    <message>
        <source>Replace from file…</source>
        <translation>从文件替换…</translation>
    </message>
</context>
<context>
    <name>pthf::SalvageFile</name>
    <message>
        <source>Save what is whole</source>
        <translation>保存完整的部分</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>正在保存 %1</translation>
    </message>
</context>
<context>
    <name>pthf::SaveChange</name>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 和另外 %2 个</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>as it was</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>Everything else</source>
        <translation>其余内容</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另外 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n values</source>
        <translation>
            <numerusform>%n 个值</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 of %2 dropped</source>
        <translation>删除 %1 / %2</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>%1 tensors</source>
        <translation>%1 个张量</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>键</translation>
    </message>
    <message>
        <source>%1 keys</source>
        <translation>%1 个键</translation>
    </message>
    <message>
        <source>Number type</source>
        <translation>数值类型</translation>
    </message>
</context>
<context>
    <name>pthf::SaveDialog</name>
    <message>
        <source>Save converted checkpoint</source>
        <translation>保存转换后的检查点</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>改动内容</translation>
    </message>
    <message>
        <source>Afterwards</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>make it load on: %1</source>
        <translation>使其可加载于：%1</translation>
    </message>
    <message>
        <source>Loads on</source>
        <translation>可加载于</translation>
    </message>
    <message>
        <source>PyTorch zip, torch ≥ 1.6</source>
        <translation>PyTorch zip，torch ≥ 1.6</translation>
    </message>
    <message>
        <source>PyTorch stream, torch 0.4 to 1.5</source>
        <translation>PyTorch 流格式，torch 0.4 至 1.5</translation>
    </message>
    <message>
        <source>File to write</source>
        <translation>要写入的文件</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Replace the file that is there</source>
        <translation>替换已有的文件</translation>
    </message>
    <message>
        <source>Save as recipe…</source>
        <translation>另存为配方…</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Show all %1 rows</source>
        <translation>显示全部 %1 行</translation>
    </message>
    <message>
        <source>Same format as the open file</source>
        <translation>与打开的文件格式相同</translation>
    </message>
    <message>
        <source>The open file has another format</source>
        <translation>打开的文件是另一种格式</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>原为 %1</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>保存 %1</translation>
    </message>
    <message>
        <source>Name a file to write</source>
        <translation>请指定要写入的文件</translation>
    </message>
    <message>
        <source>%1 is a folder; name a file in it</source>
        <translation>%1 是文件夹；请指定其中的文件</translation>
    </message>
    <message>
        <source>The folder %1 does not exist</source>
        <translation>文件夹 %1 不存在</translation>
    </message>
    <message>
        <source>There is a file of that name; replace it or choose another name</source>
        <translation>已有同名文件；请替换它或另选名称</translation>
    </message>
    <message>
        <source>%1 free on %2</source>
        <translation>%2 上可用 %1</translation>
    </message>
    <message>
        <source>%1 are needed on %2, %3 are free</source>
        <translation>%2 上需要 %1，可用 %3</translation>
    </message>
    <message>
        <source>safetensors</source>
        <translation>safetensors</translation>
    </message>
    <message>
        <source>safetensors shards with an index</source>
        <translation>safetensors 分片加索引</translation>
    </message>
    <message>
        <source>PyTorch shards with an index</source>
        <translation>PyTorch 分片加索引</translation>
    </message>
    <message>
        <source>Size of a shard</source>
        <translation>分片大小</translation>
    </message>
    <message>
        <source>At most this much in each shard: 5GB, 512MiB</source>
        <translation>每个分片最多：5GB、512MiB</translation>
    </message>
    <message>
        <source>Checkpoints (*.pth *.pt *.ckpt *.bin *.safetensors);;All files (*)</source>
        <translation>检查点 (*.pth *.pt *.ckpt *.bin *.safetensors);;所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 is no size like 5GB or 512MiB</source>
        <translation>%1 不是 5GB 或 512MiB 这样的大小</translation>
    </message>
    <message>
        <source>Edit in place</source>
        <translation>就地编辑</translation>
    </message>
    <message>
        <source>Cast: %1</source>
        <translation>转换：%1</translation>
    </message>
</context>
<context>
    <name>pthf::SaveWay</name>
    <message>
        <source>A new file</source>
        <translation>新文件</translation>
    </message>
    <message>
        <source>Into the open file, in place</source>
        <translation>就地写入打开的文件</translation>
    </message>
    <message>
        <source>The open file stays as it is</source>
        <translation>打开的文件保持不变</translation>
    </message>
    <message>
        <source>Appends a new description in milliseconds; it can be taken back</source>
        <translation>几毫秒内追加新的描述；可以撤回</translation>
    </message>
    <message>
        <source>Appends a new description in milliseconds; it can be taken back. What is dropped still takes %1</source>
        <translation>几毫秒内追加新的描述；可以撤回。被删除的内容仍占 %1</translation>
    </message>
</context>
<context>
    <name>pthf::SavedFilters</name>
    <message>
        <source>%1 (a*b)</source>
        <translation>%1 (a*b)</translation>
    </message>
    <message>
        <source>%1 (.*)</source>
        <translation>%1 (.*)</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Filters that were kept</source>
        <translation>已保存的筛选</translation>
    </message>
    <message>
        <source>Save this filter</source>
        <translation>保存此筛选</translation>
    </message>
    <message>
        <source>Forget this filter</source>
        <translation>删除此筛选</translation>
    </message>
    <message>
        <source>No filters yet</source>
        <translation>尚无筛选</translation>
    </message>
</context>
<context>
    <name>pthf::SearchPanel</name>
    <message>
        <source>Found in keys and values</source>
        <translation>在键和值中找到</translation>
    </message>
    <message>
        <source>Searching keys and values</source>
        <translation>正在搜索键和值</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>找到 %1 个</translation>
    </message>
</context>
<context>
    <name>pthf::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>As the system has it</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Size of type</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Structure: opened again and compared with the plan</source>
        <translation>结构：重新打开并与计划比较</translation>
    </message>
    <message>
        <source>Every byte: compared with the source, too</source>
        <translation>每个字节：也与源文件比较</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>不验证</translation>
    </message>
    <message>
        <source>Open the files of the last time</source>
        <translation>打开上次的文件</translation>
    </message>
    <message>
        <source>Tell when long work ends and the window is not in front</source>
        <translation>窗口不在前台时，在耗时任务结束时通知</translation>
    </message>
    <message>
        <source>Verify after a save</source>
        <translation>保存后验证</translation>
    </message>
    <message>
        <source>At the start</source>
        <translation>启动时</translation>
    </message>
    <message>
        <source>Long work</source>
        <translation>耗时任务</translation>
    </message>
    <message>
        <source>LibTorch module</source>
        <translation>LibTorch 模块</translation>
    </message>
    <message>
        <source>Folder of the LibTorch module</source>
        <translation>LibTorch 模块所在文件夹</translation>
    </message>
    <message>
        <source>beside the program</source>
        <translation>程序旁边</translation>
    </message>
    <message>
        <source>Statistics, drawn values and devices need it; used from the next start on</source>
        <translation>统计、随机初始值和设备需要它；下次启动起生效</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Of several modules</source>
        <translation>有多个模块时</translation>
    </message>
    <message>
        <source>Used from the next start on; the devices of this computer show which one is in use</source>
        <translation>下次启动时生效；“本机的设备”显示正在使用哪一个</translation>
    </message>
    <message>
        <source>The one for CUDA where there is a GPU</source>
        <translation>有 GPU 时用 CUDA 版</translation>
    </message>
    <message>
        <source>The one for the CPU</source>
        <translation>用 CPU 版</translation>
    </message>
    <message>
        <source>The one for CUDA</source>
        <translation>用 CUDA 版</translation>
    </message>
</context>
<context>
    <name>pthf::ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Find a shortcut</source>
        <translation>查找快捷键</translation>
    </message>
    <message>
        <source>Keys and what they do</source>
        <translation>快捷键及其作用</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Open and close a row of the tree</source>
        <translation>展开和折叠树中的行</translation>
    </message>
    <message>
        <source>Right, Left</source>
        <translation>右，左</translation>
    </message>
    <message>
        <source>Open all rows below</source>
        <translation>展开以下所有行</translation>
    </message>
    <message>
        <source>Menu of the row</source>
        <translation>行菜单</translation>
    </message>
    <message>
        <source>Menu key, Shift+F10</source>
        <translation>菜单键，Shift+F10</translation>
    </message>
    <message>
        <source>Switch a change of the plan on or off</source>
        <translation>启用或停用计划中的改动</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Edit a change of the plan</source>
        <translation>编辑计划中的改动</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Take a change of the plan away</source>
        <translation>移除计划中的改动</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Move a change of the plan</source>
        <translation>移动计划中的改动</translation>
    </message>
    <message>
        <source>Alt+Up, Alt+Down</source>
        <translation>Alt+上，Alt+下</translation>
    </message>
    <message>
        <source>Quick look at a checkpoint of a folder</source>
        <translation>快速查看文件夹中的检查点</translation>
    </message>
</context>
<context>
    <name>pthf::SliceBar</name>
    <message>
        <source>Slice</source>
        <translation>切片</translation>
    </message>
    <message>
        <source>Which part is shown, as numpy writes it: 0, :, 2:10, ::4</source>
        <translation>显示哪一部分，写法同 numpy：0、:、2:10、::4</translation>
    </message>
    <message>
        <source>Previous slice</source>
        <translation>上一切片</translation>
    </message>
    <message>
        <source>Next slice</source>
        <translation>下一切片</translation>
    </message>
</context>
<context>
    <name>pthf::StartFooter</name>
    <message>
        <source>Pthfinder %1</source>
        <translation>Pthfinder %1</translation>
    </message>
    <message>
        <source>No GPU on this computer. Files for a GPU can be written all the same.</source>
        <translation>本机没有 GPU。仍可写出供 GPU 使用的文件。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>pthf::StartPage</name>
    <message>
        <source>Pthfinder</source>
        <translation>Pthfinder</translation>
    </message>
    <message>
        <source>Look into PyTorch checkpoints and write the one you need</source>
        <translation>查看 PyTorch 检查点，并写出你需要的文件</translation>
    </message>
    <message>
        <source>Files are read, never run</source>
        <translation>只读取文件，绝不执行</translation>
    </message>
    <message>
        <source>Browse a checkpoint</source>
        <translation>浏览检查点</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Convert for this computer</source>
        <translation>为本机转换</translation>
    </message>
    <message>
        <source>Bring GPU weights to a laptop: move to cpu, drop a prefix, leave out the optimizer.</source>
        <translation>把 GPU 权重带到笔记本：移到 cpu、去掉前缀、去掉优化器。</translation>
    </message>
    <message>
        <source>Open and convert…</source>
        <translation>打开并转换…</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Clear list</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation>最近的文件</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>从列表移除</translation>
    </message>
    <message>
        <source>%1, not found</source>
        <translation>%1，未找到</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>See what a file holds: tensors, shapes, devices, optimizer, values. Nothing in it is run.</source>
        <translation>查看文件内容：张量、形状、设备、优化器和值。其中的任何代码都不会运行。</translation>
    </message>
    <message>
        <source>Find out why it does not load</source>
        <translation>查明为何无法加载</translation>
    </message>
    <message>
        <source>Lay the file over your model&apos;s names and shapes, or paste the error you got.</source>
        <translation>将文件与模型的名称和形状对照，或粘贴得到的错误信息。</translation>
    </message>
    <message>
        <source>Match…</source>
        <translation>匹配…</translation>
    </message>
    <message>
        <source>Drop a file or a folder here</source>
        <translation>将文件或文件夹拖到这里</translation>
    </message>
    <message>
        <source>.pt .pth .ckpt .bin .safetensors .gguf .npz .h5, DCP and DeepSpeed folders; files without extension too</source>
        <translation>.pt .pth .ckpt .bin .safetensors .gguf .npz .h5、DCP 和 DeepSpeed 文件夹；无扩展名的文件也可以</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>打开文件夹…</translation>
    </message>
</context>
<context>
    <name>pthf::StoragesView</name>
    <message>
        <source>%1, shared by %2 tensors</source>
        <translation>%1，由 %2 个张量共享</translation>
    </message>
    <message>
        <source>untyped</source>
        <translation>无类型</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>来自 %1</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>共享</translation>
    </message>
    <message>
        <source>With unused bytes</source>
        <translation>含未使用字节</translation>
    </message>
    <message>
        <source>Storages</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Listing storages</source>
        <translation>正在列出存储</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Unused</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>%1 storages, %2; %3 shared by several tensors; %4 that no tensor shows</source>
        <translation>%1 个存储，%2；%3 由多个张量共享；%4 不属于任何张量</translation>
    </message>
</context>
<context>
    <name>pthf::SuggestionStrip</name>
    <message>
        <source>In the plan: click to take it back</source>
        <translation>已在计划中：点击撤回</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Take back: %1</source>
        <translation>撤回：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另外 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pthf::TensorFilterModel</name>
    <message>
        <source>Filtering and sorting the tensors</source>
        <translation>正在筛选和排序张量</translation>
    </message>
</context>
<context>
    <name>pthf::TensorPage</name>
    <message>
        <source>A %1 tensor has no elements of its own</source>
        <translation>%1 张量没有自己的元素</translation>
    </message>
    <message>
        <source>The file ends before these bytes: nothing of this tensor is stored</source>
        <translation>文件在这些字节之前就结束了：该张量没有存下任何内容</translation>
    </message>
</context>
<context>
    <name>pthf::TensorPanel</name>
    <message>
        <source>Filter keys, or dtype: shape: device: size&gt; shared:</source>
        <translation>筛选键，或 dtype: shape: device: size&gt; shared:</translation>
    </message>
    <message>
        <source>Filter of the tensor table</source>
        <translation>张量表的筛选</translation>
    </message>
    <message>
        <source>Words are found in the key. dtype:float32 shape:64,*,3,3 device:cuda:0 size&gt;1MB size&lt;4KB shared:yes choose by everything else.</source>
        <translation>在键中查找词语。dtype:float32 shape:64,*,3,3 device:cuda:0 size&gt;1MB size&lt;4KB shared:yes 按其他条件筛选。</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Every word is somewhere in the key</source>
        <translation>键中包含每个词</translation>
    </message>
    <message>
        <source>* stands for anything</source>
        <translation>* 代表任意内容</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>All tensors</source>
        <translation>所有张量</translation>
    </message>
    <message>
        <source>Show in the tree</source>
        <translation>在树中显示</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy as</source>
        <translation>复制为</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>%1 of %2 tensors · %3</source>
        <translation>%1 / %2 个张量 · %3</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>未选择</translation>
    </message>
    <message>
        <source>%1 selected · %2</source>
        <translation>已选 %1 项 · %2</translation>
    </message>
</context>
<context>
    <name>pthf::TensorTableModel</name>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>Shared by %1 tensors</source>
        <translation>由 %1 个张量共享</translation>
    </message>
</context>
<context>
    <name>pthf::TextDialog</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>pthf::TreePanel</name>
    <message>
        <source>Tree of the checkpoint</source>
        <translation>检查点的树</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>复制名称</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Copy shape or value</source>
        <translation>复制形状或值</translation>
    </message>
</context>
<context>
    <name>pthf::Treemap</name>
    <message>
        <source>Where the bytes are</source>
        <translation>字节所在位置</translation>
    </message>
</context>
<context>
    <name>pthf::ValueTreeModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Shape or value</source>
        <translation>形状或值</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>dropped by the plan</source>
        <translation>将按计划删除</translation>
    </message>
    <message>
        <source>%1
The same value as %2</source>
        <translation>%1
与 %2 是同一个值</translation>
    </message>
    <message>
        <source>↑ same as %1</source>
        <translation>↑ 同 %1</translation>
    </message>
    <message>
        <source>%1 bytes, %2 of the file&apos;s tensors</source>
        <translation>%1 字节，占文件张量的 %2</translation>
    </message>
    <message>
        <source>%1 bytes, %2 of %3</source>
        <translation>%1 字节，占 %3 的 %2</translation>
    </message>
    <message>
        <source>(the whole file)</source>
        <translation>（整个文件）</translation>
    </message>
</context>
<context>
    <name>pthf::ValueWords</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Scheduler</source>
        <translation>调度器</translation>
    </message>
    <message>
        <source>Scaler</source>
        <translation>缩放器</translation>
    </message>
    <message>
        <source>Random state</source>
        <translation>随机状态</translation>
    </message>
    <message>
        <source>1 tensor</source>
        <translation>1 个张量</translation>
    </message>
    <message>
        <source>%1 tensors</source>
        <translation>%1 个张量</translation>
    </message>
    <message>
        <source>1 value</source>
        <translation>1 个值</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>%1 values</source>
        <translation>%1 个值</translation>
    </message>
</context>
<context>
    <name>pthf::ValuesPage</name>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Values of the slice</source>
        <translation>切片的值</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>There is nothing in this slice</source>
        <translation>此切片中没有内容</translation>
    </message>
    <message>
        <source>Reading values</source>
        <translation>正在读取值</translation>
    </message>
</context>
<context>
    <name>pthf::VerifyChoice</name>
    <message>
        <source>Verify</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>Every byte</source>
        <translation>每个字节</translation>
    </message>
    <message>
        <source>The result is not looked at again</source>
        <translation>不再检查结果</translation>
    </message>
    <message>
        <source>Opens the result again and compares it with the plan</source>
        <translation>重新打开结果并与计划比较</translation>
    </message>
    <message>
        <source>Opens the result again and compares every byte with the open file</source>
        <translation>重新打开结果并与打开的文件逐字节比较</translation>
    </message>
</context>
<context>
    <name>pthf::ViewTabs</name>
    <message>
        <source>Views of the checkpoint</source>
        <translation>检查点的视图</translation>
    </message>
</context>
<context>
    <name>pthf::WindowActions</name>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>Open the &amp;sample</source>
        <translation>打开示例(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Read the file again</source>
        <translation>重新读取文件(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;New window</source>
        <translation>新建窗口(&amp;N)</translation>
    </message>
    <message>
        <source>Show in the fi&amp;le manager</source>
        <translation>在文件管理器中显示(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Close the file</source>
        <translation>关闭文件(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save converted…</source>
        <translation>保存转换结果(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>查找(&amp;F)…</translation>
    </message>
    <message>
        <source>Copy &amp;path</source>
        <translation>复制路径(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Tree</source>
        <translation>树(&amp;T)</translation>
    </message>
    <message>
        <source>Te&amp;nsors</source>
        <translation>张量(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>详情(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Findings</source>
        <translation>发现(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Next region</source>
        <translation>下一区域(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous region</source>
        <translation>上一区域(&amp;P)</translation>
    </message>
    <message>
        <source>As the &amp;system has it</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>高对比度(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Map devices…</source>
        <translation>映射设备(&amp;M)…</translation>
    </message>
    <message>
        <source>Change &amp;keys…</source>
        <translation>修改键(&amp;K)…</translation>
    </message>
    <message>
        <source>&amp;Add a change…</source>
        <translation>添加改动(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Laptop copy…</source>
        <translation>笔记本副本(&amp;L)…</translation>
    </message>
    <message>
        <source>Show &amp;plan</source>
        <translation>显示计划(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Before and after…</source>
        <translation>前后对比(&amp;B)…</translation>
    </message>
    <message>
        <source>Apply a &amp;recipe…</source>
        <translation>应用配方(&amp;R)…</translation>
    </message>
    <message>
        <source>Save plan as r&amp;ecipe…</source>
        <translation>将计划另存为配方(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Clear the plan</source>
        <translation>清空计划(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;How to load this</source>
        <translation>如何加载(&amp;H)</translation>
    </message>
    <message>
        <source>Copy as P&amp;ython</source>
        <translation>复制为 Python(&amp;Y)</translation>
    </message>
    <message>
        <source>Copy as c&amp;ommand</source>
        <translation>复制为命令(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;What loading would run…</source>
        <translation>加载会执行什么(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Find a command</source>
        <translation>查找命令(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>设置(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Pthfinder</source>
        <translation>关于 Pthfinder(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Open re&amp;cent</source>
        <translation>打开最近的文件(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>主题(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Checkpoint</source>
        <translation>检查点(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>工具(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>No files yet</source>
        <translation>尚无文件</translation>
    </message>
    <message>
        <source>Clear list</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>Open a f&amp;older…</source>
        <translation>打开文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Back to the folder</source>
        <translation>回到文件夹(&amp;B)</translation>
    </message>
    <message>
        <source>Convert &amp;many files…</source>
        <translation>批量转换(&amp;M)…</translation>
    </message>
    <message>
        <source>Take back the last edit in p&amp;lace</source>
        <translation>撤回上次就地编辑(&amp;L)</translation>
    </message>
    <message>
        <source>Copy report as Mar&amp;kdown</source>
        <translation>复制报告为 Markdown(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Match</source>
        <translation>匹配(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Match with another file…</source>
        <translation>与另一文件匹配(&amp;M)…</translation>
    </message>
    <message>
        <source>Match with &amp;names or an error…</source>
        <translation>与名称或错误信息匹配(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Overview</source>
        <translation>概览(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Storages</source>
        <translation>存储(&amp;S)</translation>
    </message>
    <message>
        <source>O&amp;ptimizer</source>
        <translation>优化器(&amp;P)</translation>
    </message>
    <message>
        <source>Scan all &amp;values</source>
        <translation>扫描所有值(&amp;V)</translation>
    </message>
    <message>
        <source>Check on &amp;device…</source>
        <translation>在设备上检查(&amp;D)…</translation>
    </message>
    <message>
        <source>De&amp;vices of this computer…</source>
        <translation>本机的设备(&amp;V)…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Save what is &amp;whole…</source>
        <translation>保存完整的部分(&amp;W)…</translation>
    </message>
</context>
<context>
    <name>pthf::WindowDialogs</name>
    <message>
        <source>Open a checkpoint</source>
        <translation>打开检查点</translation>
    </message>
    <message>
        <source>laptop copy</source>
        <translation>笔记本副本</translation>
    </message>
    <message>
        <source>map devices</source>
        <translation>映射设备</translation>
    </message>
    <message>
        <source>Target device</source>
        <translation>目标设备</translation>
    </message>
    <message>
        <source>Device that the tensors are stored for: cpu, cuda:1, mps, xla:0 …</source>
        <translation>张量所存的设备：cpu、cuda:1、mps、xla:0 …</translation>
    </message>
    <message>
        <source>“%1” is no device: a word, or a word and a number, cuda:1</source>
        <translation>“%1”不是设备：应为一个词，或一个词加编号，如 cuda:1</translation>
    </message>
    <message>
        <source>move everything to %1</source>
        <translation>全部移到 %1</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>前后对比</translation>
    </message>
    <message>
        <source>This file</source>
        <translation>此文件</translation>
    </message>
    <message>
        <source>As planned</source>
        <translation>按计划</translation>
    </message>
    <message>
        <source>How to load this</source>
        <translation>如何加载</translation>
    </message>
    <message>
        <source>Python, ready to copy. The model&apos;s class is yours to put in.</source>
        <translation>可直接复制的 Python 代码。模型的类请自行填入。</translation>
    </message>
    <message>
        <source>Nothing of this file is run here. torch.load(weights_only=True) accepts it.</source>
        <translation>此处不执行该文件的任何内容。torch.load(weights_only=True) 可接受它。</translation>
    </message>
    <message>
        <source>Nothing of this file is run here. torch.load(weights_only=True) refuses it; with weights_only=False these would be called.</source>
        <translation>此处不执行该文件的任何内容。torch.load(weights_only=True) 会拒绝它；用 weights_only=False 时会调用以下内容。</translation>
    </message>
    <message>
        <source>What stands in the way</source>
        <translation>障碍所在</translation>
    </message>
    <message>
        <source>All classes and functions it names</source>
        <translation>它提到的所有类和函数</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>What loading would run</source>
        <translation>加载会执行什么</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>Open the saved file</source>
        <translation>打开保存的文件</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>%1

%2</source>
        <translation>%1

%2</translation>
    </message>
    <message>
        <source>Open a folder of checkpoints</source>
        <translation>打开检查点文件夹</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>LibTorch&apos;s own reader</source>
        <translation>LibTorch 自带的读取器</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>它的说法</translation>
    </message>
    <message>
        <source>%1, at %2</source>
        <comment>a class and where it is used</comment>
        <translation>%1，位于 %2</translation>
    </message>
    <message>
        <source>dangerous: %1</source>
        <translation>危险：%1</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>拒绝：%1</translation>
    </message>
    <message>
        <source>Saved whole</source>
        <translation>已完整保存</translation>
    </message>
    <message>
        <source>Saved what is whole</source>
        <translation>已保存完整的部分</translation>
    </message>
    <message>
        <source>Checkpoints (%1);;All files (*)</source>
        <translation>检查点 (%1);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>pthf::Workspace</name>
    <message>
        <source>Details of the row</source>
        <translation>行的详情</translation>
    </message>
    <message>
        <source>Loads on %1 of %2</source>
        <translation>可加载于 %1 / %2</translation>
    </message>
    <message>
        <source>make it load on: %1</source>
        <translation>使其可加载于：%1</translation>
    </message>
    <message>
        <source>Health scan not run</source>
        <translation>未做健康扫描</translation>
    </message>
    <message>
        <source>%1 scanned, no NaN, no Inf</source>
        <translation>已扫描 %1，无 NaN，无 Inf</translation>
    </message>
    <message>
        <source>%1 scanned</source>
        <translation>已扫描 %1</translation>
    </message>
</context>
<context>
    <name>pthf::WriteChoices</name>
    <message>
        <source>As it is</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>It loads</source>
        <translation>可以加载</translation>
    </message>
    <message>
        <source>torch refuses to load it</source>
        <translation>torch 拒绝加载它</translation>
    </message>
    <message>
        <source>torch passes it over if strict=False</source>
        <translation>strict=False 时 torch 会略过它</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>不写入</translation>
    </message>
    <message>
        <source>The model keeps the values it was built with, if strict=False</source>
        <translation>strict=False 时模型保留构建时的值</translation>
    </message>
    <message>
        <source>Shaped %1</source>
        <translation>形状改为 %1</translation>
    </message>
    <message>
        <source>The same numbers, sizes of 1 differ</source>
        <translation>数值不变，只是大小为 1 的维度不同</translation>
    </message>
    <message>
        <source>Use the new shape</source>
        <translation>使用新形状</translation>
    </message>
    <message>
        <source>Cut and grown to %1</source>
        <translation>裁剪并扩展为 %1</translation>
    </message>
    <message>
        <source>Grown to %1</source>
        <translation>扩展为 %1</translation>
    </message>
    <message>
        <source>Cut to %1</source>
        <translation>裁剪为 %1</translation>
    </message>
    <message>
        <source>Keeps what both have, new room is filled</source>
        <translation>保留共有部分，填充新增部分</translation>
    </message>
    <message>
        <source>Keeps what both have, the rest goes</source>
        <translation>保留共有部分，去掉其余</translation>
    </message>
    <message>
        <source>Transposed</source>
        <translation>转置</translation>
    </message>
    <message>
        <source>%1, the same numbers</source>
        <translation>%1，数值不变</translation>
    </message>
    <message>
        <source>Transpose it</source>
        <translation>转置它</translation>
    </message>
    <message>
        <source>New values</source>
        <translation>新的值</translation>
    </message>
    <message>
        <source>Written as %1</source>
        <translation>写为 %1</translation>
    </message>
    <message>
        <source>Use new values</source>
        <translation>使用新的值</translation>
    </message>
    <message>
        <source>Under a name of the model</source>
        <translation>用模型的名称</translation>
    </message>
    <message>
        <source>Of this shape, and only the model has it</source>
        <translation>形状相同，且只有模型有它</translation>
    </message>
    <message>
        <source>Rename it</source>
        <translation>重命名它</translation>
    </message>
    <message>
        <source>A tensor of the file, renamed</source>
        <translation>重命名文件中的张量</translation>
    </message>
    <message>
        <source>Of this shape, and only the file has it</source>
        <translation>形状相同，且只有文件有它</translation>
    </message>
    <message>
        <source>Rename that one</source>
        <translation>重命名该张量</translation>
    </message>
    <message>
        <source>The one of %1</source>
        <translation>取自 %1</translation>
    </message>
    <message>
        <source>Take that one</source>
        <translation>取用它</translation>
    </message>
    <message>
        <source>Take from another file…</source>
        <translation>取自其他文件…</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>去掉它</translation>
    </message>
    <message>
        <source>Needs strict=False</source>
        <translation>需要 strict=False</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>复制为 Python</translation>
    </message>
    <message>
        <source>Copies a script that does this with torch alone</source>
        <translation>复制只用 torch 完成此操作的脚本</translation>
    </message>
    <message>
        <source>What to write for %1</source>
        <translation>为 %1 写入什么</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>A number of the filling cannot be read</source>
        <translation>填充的某个数无法读取</translation>
    </message>
</context>
</TS>
